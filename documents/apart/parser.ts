import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { DocumentError, systemReason } from "../document-error";
import type { Source } from "../formats/format";
import { exceeded } from "./file-parser";
import type { ParserLimits } from "./parser-limits";
import type { ParserAnswer, ParserRequest } from "./parser-messages";
import type { FileOfProcess } from "./parser-process";
import { TimedParser } from "./timed-parser";

const runTypeScript = join(__dirname, "../../common/run-typescript.cjs");

/** By which V8 ends a process that has no memory left, as one that takes too much ends itself. */
const outOfMemory: readonly NodeJS.Signals[] = ["SIGABRT", "SIGTRAP", "SIGILL"];

/**
 * A process of Node.js that parses one file at a time. It is no thread: where an array outgrows the heap of a thread, V8
 * ends the whole process. It ends with this one, which it does not keep running.
 */
export class Parser extends TimedParser<FileOfProcess> {
  private readonly child: ChildProcess;
  private startError: unknown;

  constructor(
    private readonly limits: ParserLimits,
    private readonly wait = setTimeout,
  ) {
    super(limits.seconds);
    const program = join(__dirname, "parser-process.ts");
    this.child = fork(runTypeScript, [program, String(process.pid), String(limits.processMb)], {
      execArgv: [`--max-old-space-size=${limits.heapMb}`],
      serialization: "advanced",
      // V8 says at length where there is no memory left, and libraries what they think of a file.
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    this.child.on("exit", () => {
      this.isFree = false;
    });
    this.child.on("error", (error) => {
      this.startError = error;
    });
    this.child.unref();
    this.child.channel?.unref();
  }

  end(): void {
    this.child.kill("SIGKILL");
  }

  protected fileOf({ path, name, fallbackEncoding }: Source): FileOfProcess {
    return { path, name, fallbackEncoding };
  }

  protected async answerTo(request: ParserRequest<FileOfProcess>): Promise<ParserAnswer> {
    const { child, limits } = this;
    const { signal } = this.file;
    signal?.throwIfAborted();
    const settled = new AbortController();
    signal?.addEventListener("abort", () => this.end(), settled);
    try {
      const outcome = Promise.race([
        once(child, "message", settled).then(([answer]) => answer as ParserAnswer),
        this.exit(settled).then(([status, endedBy]) => {
          signal?.throwIfAborted();
          if (outOfMemory.some((name) => name === endedBy)) throw this.exceeded(`${limits.heapMb} MB of memory`);
          throw this.lost(endedBy ? `was ended by ${endedBy}` : `ended with status ${status}`);
        }),
        // Which also keeps this process running for as long.
        this.wait(this.leftMs, undefined, settled).then(() => {
          throw this.exceeded(`${limits.seconds} s`);
        }),
      ]);
      // Where the process does not run, the outcome says so.
      if (child.channel) child.send(request, () => {});
      return await outcome;
    } catch (error) {
      throw error === this.startError ? this.lost(`does not start: ${systemReason(error)}`) : error;
    } finally {
      settled.abort();
    }
  }

  /** How the process ends, or has ended: with a status, or by a signal. */
  private async exit(settled: AbortController): Promise<unknown[]> {
    const { exitCode, signalCode } = this.child;
    return exitCode === null && signalCode === null ? once(this.child, "exit", settled) : [exitCode, signalCode];
  }

  private lost(what: string): DocumentError {
    return new DocumentError(
      `${this.file.path} cannot be read: its parser ${what}; run the command again`,
      "unreadable",
    );
  }

  private exceeded(limit: string): DocumentError {
    return exceeded(this.file.path, this.file.formatName, limit);
  }
}
