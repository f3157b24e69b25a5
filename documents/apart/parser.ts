import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { DocumentError } from "../document-error";
import type { Format, Source } from "../formats/format";
import type { ParsedBlocks, ParserAnswer, ParserRequest } from "./parser-messages";

/** What the parsing of a file may take. */
export interface ParserLimits {
  /** Of all of the file. */
  readonly seconds: number;
  /** Of JavaScript's heap. */
  readonly heapMb: number;
}

/**
 * A process of Node.js that parses one file at a time. It is no thread: where an array outgrows the heap of a thread, V8
 * ends the whole process. It ends with this one, which it does not keep running.
 */
export class Parser {
  /** Whether it can parse another file. */
  isFree = true;

  private readonly child: ChildProcess;
  private file = { path: "", formatName: "" };
  private leftMs = 0;

  constructor(
    private readonly limits: ParserLimits,
    private readonly wait = setTimeout,
  ) {
    this.child = fork(join(__dirname, "parser-process.ts"), {
      execArgv: [
        "--import",
        pathToFileURL(require.resolve("tsx", { paths: [__dirname] })).href,
        `--max-old-space-size=${limits.heapMb}`,
      ],
      serialization: "advanced",
      // V8 says at length where there is no memory left.
      stdio: ["ignore", "inherit", "ignore", "ipc"],
    });
    this.child.on("exit", () => {
      this.isFree = false;
    });
    // Which whoever waits for an answer is told.
    this.child.on("error", () => {});
    this.child.unref();
    this.child.channel?.unref();
  }

  /** The first blocks of a file. Throws as {@link next} does. */
  open({ path, name, fallbackEncoding }: Source, { name: formatName }: Format): Promise<ParsedBlocks> {
    this.file = { path, formatName };
    this.leftMs = this.limits.seconds * 1_000;
    this.isFree = false;
    return this.ask({ path, name, fallbackEncoding, formatName });
  }

  /**
   * The next blocks of the file. Throws a `DocumentError` for what is wrong with it, also where it takes more than the
   * limits, which ends the process; else what the library that parses it says.
   */
  next(): Promise<ParsedBlocks> {
    return this.ask("next");
  }

  end(): void {
    this.child.kill("SIGKILL");
  }

  private async ask(request: ParserRequest): Promise<ParsedBlocks> {
    const startedAt = performance.now();
    const answer = await this.answerTo(request);
    this.leftMs -= performance.now() - startedAt;
    this.isFree = "fault" in answer || answer.isLast;
    if (!("fault" in answer)) return answer;
    const { reason, message } = answer.fault;
    throw reason ? new DocumentError(message, reason) : new Error(message);
  }

  private async answerTo(request: ParserRequest): Promise<ParserAnswer> {
    const { child, limits } = this;
    const settled = new AbortController();
    try {
      const outcome = Promise.race([
        once(child, "message", settled).then(([answer]) => answer as ParserAnswer),
        once(child, "exit", settled).then(([status, signal]) => {
          if (signal) throw this.exceeded(`${limits.heapMb} MB of memory`);
          throw new Error(`its parser ended with status ${status}`);
        }),
        // Which also keeps this process running for as long.
        this.wait(this.leftMs, undefined, settled).then(() => {
          this.end();
          throw this.exceeded(`${limits.seconds} s`);
        }),
      ]);
      child.send(request);
      return await outcome;
    } finally {
      settled.abort();
    }
  }

  private exceeded(limit: string): DocumentError {
    const { path, formatName } = this.file;
    return new DocumentError(`${path} takes more than ${limit} to be read as ${formatName}: split it`, "too_complex");
  }
}
