import { type ChildProcess, spawn } from "node:child_process";
import { createInterface, type Interface } from "node:readline";
import { timedOut, withTimeout } from "../local/with-timeout";

/** How long a client may take for one answer, its own retries included. */
const answerTimeoutMs = 120_000;

/** What a client is asked for: vectors of texts, or the names of the models. */
export type ClientRequest =
  | { readonly texts: readonly string[]; readonly model: string; readonly dimensions?: number }
  | { readonly models: true };

/** What a client says of a request that failed, as far as a program can read it there. */
export interface ClientProblem {
  readonly status?: number;
  readonly code?: string;
  readonly param?: string;
  readonly message: string;
}

/** A client's answer to a request. */
export interface ClientAnswer {
  readonly vectors?: readonly (readonly number[])[];
  readonly models?: readonly string[];
  /** Why the client has no way to do it. */
  readonly unsupported?: string;
  readonly error?: ClientProblem;
}

/** A process that plays a client: it answers each line of JSON by a line of JSON. */
export class ClientProgram {
  private readonly process: ChildProcess;
  private readonly answers: Interface;
  private readonly ended: Promise<never>;
  private complaints = "";

  constructor(command: readonly [file: string, ...args: string[]], environment: Readonly<Record<string, string>>) {
    const [file, ...args] = command;
    const started = spawn(file, args, { env: { ...process.env, ...environment }, stdio: ["pipe", "pipe", "pipe"] });
    started.stderr.on("data", (chunk) => {
      this.complaints += String(chunk);
    });
    // It may have ended already when it is asked: that is told by how it ended.
    started.stdin.on("error", () => {});
    this.process = started;
    this.answers = createInterface({ input: started.stdout });
    this.ended = new Promise((_, reject) => {
      started.once("error", reject);
      started.once("close", (code) => reject(new Error(`the program ended with ${code}: ${this.complaints}`)));
    });
    // Nobody may be waiting for it.
    this.ended.catch(() => {});
  }

  /** Asks for one thing; the next only after its answer. Throws where the program ends, or says nothing in time. */
  async ask(request: ClientRequest): Promise<ClientAnswer> {
    const answer = new Promise<string>((resolve) => this.answers.once("line", resolve));
    this.process.stdin?.write(`${JSON.stringify(request)}\n`);
    const line = await withTimeout(Promise.race([answer, this.ended]), answerTimeoutMs);
    if (line === timedOut) {
      throw new Error(`the program has not answered in ${answerTimeoutMs / 1000} s: ${this.complaints}`);
    }
    return JSON.parse(line);
  }

  /** Ends it, and returns when it has ended. */
  async stop(): Promise<void> {
    this.process.kill();
    await this.ended.catch(() => {});
  }
}
