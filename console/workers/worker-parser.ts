import { exceeded } from "../../documents/apart/file-parser";
import { parserLimits } from "../../documents/apart/parser-limits";
import type { ParserAnswer, ParserRequest } from "../../documents/apart/parser-messages";
import { TimedParser } from "../../documents/apart/timed-parser";
import { DocumentError } from "../../documents/document-error";
import type { Source } from "../../documents/formats/format";

/** By what the worker of a {@link WorkerParser} reads a file. */
export interface FileOfWorker extends Pick<Source, "path" | "name" | "fallbackEncoding"> {
  readonly blob: Blob | undefined;
}

/** A worker that parses one file at a time, and is ended where that takes too long; how much memory it takes is up to the browser. */
export class WorkerParser extends TimedParser<FileOfWorker> {
  private readonly worker = new Worker("/console/workers/parser-worker.js", { type: "module" });
  private readonly port: MessagePort;

  constructor(private readonly blobOf: (path: string) => Blob | undefined) {
    super(parserLimits.seconds);
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    port1.start();
    this.worker.postMessage(undefined, [port2]);
  }

  end(): void {
    this.isFree = false;
    this.worker.terminate();
  }

  protected fileOf({ path, name, fallbackEncoding }: Source): FileOfWorker {
    return { path, name, fallbackEncoding, blob: this.blobOf(path) };
  }

  protected answerTo(request: ParserRequest<FileOfWorker>): Promise<ParserAnswer> {
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
