import { DocumentError } from "../document-error";
import type { Format, Source } from "../formats/format";
import type { FileParser } from "./file-parser";
import type { ParsedBlocks, ParserAnswer, ParserRequest } from "./parser-messages";

/** A parser elsewhere, which is asked for one file at a time, and has so many seconds for each. */
export abstract class TimedParser<File> implements FileParser {
  isFree = true;

  protected file: { readonly path: string; readonly formatName: string; readonly signal?: AbortSignal | undefined } = {
    path: "",
    formatName: "",
  };
  protected leftMs = 0;

  constructor(private readonly seconds: number) {}

  open(source: Source, { name: formatName }: Format, signal?: AbortSignal): Promise<ParsedBlocks> {
    this.file = { path: source.path, formatName, signal };
    this.leftMs = this.seconds * 1_000;
    this.isFree = false;
    return this.ask({ file: this.fileOf(source), formatName });
  }

  /** A `DocumentError` is thrown also where what parses does not live, which is not free then. */
  next(): Promise<ParsedBlocks> {
    return this.ask("next");
  }

  abstract end(): void;

  /** What it is told of a file. */
  protected abstract fileOf(source: Source): File;

  /** Its answer. Throws where none comes in the time that is left. */
  protected abstract answerTo(request: ParserRequest<File>): Promise<ParserAnswer>;

  private async ask(request: ParserRequest<File>): Promise<ParsedBlocks> {
    const startedAt = performance.now();
    const answer = await this.answerTo(request);
    this.leftMs -= performance.now() - startedAt;
    this.isFree = "fault" in answer || answer.isLast;
    if (!("fault" in answer)) return answer;
    const { reason, message } = answer.fault;
    throw reason ? new DocumentError(message, reason) : new Error(message);
  }
}
