import { exceeded, type FileParser } from "../../documents/apart/file-parser";
import { parserLimits } from "../../documents/apart/parser-limits";
import type { ParsedBlocks, ParserAnswer, ParserRequest } from "../../documents/apart/parser-messages";
import { DocumentError } from "../../documents/document-error";
import type { Format, Source } from "../../documents/formats/format";

/** By what the worker of a {@link WorkerParser} reads a file. */
export interface FileOfWorker extends Pick<Source, "path" | "name" | "fallbackEncoding"> {
  readonly blob: Blob | undefined;
}

/** A worker that parses one file at a time, and is ended where that takes too long; how much memory it takes is up to the browser. */
export class WorkerParser implements FileParser {
  isFree = true;

  private readonly worker = new Worker("/console/workers/parser-worker.js", { type: "module" });
  private file: { readonly path: string; readonly formatName: string; readonly signal?: AbortSignal | undefined } = {
    path: "",
    formatName: "",
  };
  private leftMs = 0;

  private readonly port: MessagePort;

  constructor(private readonly blobOf: (path: string) => Blob | undefined) {
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    port1.start();
    this.worker.postMessage(undefined, [port2]);
  }

  open(
    { path, name, fallbackEncoding }: Source,
    { name: formatName }: Format,
    signal?: AbortSignal,
  ): Promise<ParsedBlocks> {
    this.file = { path, formatName, signal };
    this.leftMs = parserLimits.seconds * 1_000;
    this.isFree = false;
    return this.ask({ file: { path, name, fallbackEncoding, blob: this.blobOf(path) }, formatName });
  }

  next(): Promise<ParsedBlocks> {
    return this.ask("next");
  }

  end(): void {
    this.isFree = false;
    this.worker.terminate();
  }

  private async ask(request: ParserRequest<FileOfWorker>): Promise<ParsedBlocks> {
    const startedAt = performance.now();
    const answer = await this.answerTo(request);
    this.leftMs -= performance.now() - startedAt;
    this.isFree = "fault" in answer || answer.isLast;
    if (!("fault" in answer)) return answer;
    const { reason, message } = answer.fault;
    throw reason ? new DocumentError(message, reason) : new Error(message);
  }

  private answerTo(request: ParserRequest<FileOfWorker>): Promise<ParserAnswer> {
    const { worker, port } = this;
    const { signal, path, formatName } = this.file;
    const settled = new AbortController();
    return new Promise<ParserAnswer>((resolve, reject) => {
      signal?.throwIfAborted();
      signal?.addEventListener("abort", () => reject(signal.reason), settled);
      port.addEventListener("message", ({ data }) => resolve(data), settled);
      worker.addEventListener(
        "error",
        ({ message }) => reject(new DocumentError(`${path} cannot be read: its parser says ${message}`, "unreadable")),
        settled,
      );
      const late = () => reject(exceeded(path, formatName, `${parserLimits.seconds} s`));
      const timer = setTimeout(late, this.leftMs);
      settled.signal.addEventListener("abort", () => clearTimeout(timer));
      port.postMessage(request);
    }).finally(() => settled.abort());
  }
}
