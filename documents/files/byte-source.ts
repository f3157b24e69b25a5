import { DocumentError } from "../document-error";
import type { Source } from "../formats/format";
import { unifyLineEndings } from "../line-endings";
import { detectEncoding, isEncodingError } from "./detect-encoding";
import type { FileBytes } from "./file-bytes";

/** A file as formats read it, of its bytes: the encoding of a text is found when it is first asked for. */
export class ByteSource implements Source {
  private encoding: Promise<string> | undefined;

  constructor(
    private readonly file: FileBytes,
    readonly name: string,
    /** The encoding of a text that says none and is not UTF-8. */
    readonly fallbackEncoding: string | undefined,
  ) {}

  get path(): string {
    return this.file.path;
  }

  size(): Promise<number> {
    return this.file.size();
  }

  bytes(): Promise<Uint8Array> {
    return this.file.all();
  }

  /** With a line feed for each line ending, of whatever kind. */
  async text(): Promise<string> {
    return unifyLineEndings((await Array.fromAsync(this.chunks())).join(""));
  }

  /**
   * With a line feed for a carriage return, alone or with one; U+2028 stays, for strings of JSON may hold it. No byte
   * order mark is left, of which files that were put together have more than one.
   */
  async *chunks(): AsyncGenerator<string> {
    this.encoding ??= detectEncoding(this.file, this.fallbackEncoding);
    const decoder = new TextDecoder(await this.encoding, { fatal: true });
    let held = "";
    try {
      for await (const bytes of this.file.parts()) {
        const text = held + decoder.decode(bytes, { stream: true });
        // What follows tells whether it is half of a line ending.
        held = text.endsWith("\r") ? "\r" : "";
        yield clean(held ? text.slice(0, -1) : text);
      }
      yield clean(held + decoder.decode());
    } catch (error) {
      if (!isEncodingError(error)) throw error;
      throw new DocumentError(`${this.path} changed while it was read: read it again`, "undecodable");
    }
  }
}

function clean(text: string): string {
  return text.replace(/\r\n?/g, "\n").replaceAll("\u{feff}", "");
}
