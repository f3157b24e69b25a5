import { DocumentError } from "./document-error";

/** Decodes a file that must be UTF-8, in parts where they are said to be. Throws a {@link DocumentError} that names the file. */
export function utf8Decoder(path: string): (bytes?: Uint8Array, part?: { readonly stream: boolean }) => string {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  return (bytes, part) => {
    try {
      return decoder.decode(bytes, part);
    } catch {
      throw new DocumentError(`${path} is not UTF-8: convert it, as in iconv -f latin1 -t utf-8`);
    }
  };
}
