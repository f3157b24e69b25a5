import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { errorCode } from "../../common/caught-error";
import type { FunctionAnswer, Invocation, InvocationOutcome, Thrown } from "./lambda-sandbox.mjs";
import { spareHeapMb, watchMemory } from "./watch-memory";

/** How much of the heap is for young objects: by default so much that many sandboxes take gigabytes. */
const youngGenerationMb = 6;

/** What a function runs in. */
export interface SandboxArgs {
  readonly environment: Record<string, string>;
  readonly memorySizeMb: number;
}

/**
 * A worker thread in which a function runs, one invocation at a time, and which stands still between them, as Lambda's
 * do. Where an invocation ends it, the next one starts it anew.
 */
export class Sandbox {
  private worker: Worker | undefined;
  /** How many invocations the worker was sent. */
  private sent = noneSent();

  constructor(readonly owner: SandboxArgs) {}

  /** What the function returned. Throws a {@link Thrown} where the function throws, and where it ends or starts no worker, or the signal ends it. */
  async run(invocation: Invocation, signal: AbortSignal): Promise<FunctionAnswer> {
    this.worker ??= this.start();
    const memory = watchMemory(this.worker, this.owner.memorySizeMb);
    const ended = AbortSignal.any([signal, memory.exceeded]);
    const outcome = outcomeOf(this.worker, ended);
    this.worker.postMessage(invocation);
    Atomics.add(this.sent, 0, 1);
    Atomics.notify(this.sent, 0);
    try {
      const settled = await outcome;
      if ("thrown" in settled) throw settled.thrown;
      return settled.answer;
    } catch (error) {
      if (memory.exceeded.aborted || errorCode(error) === "ERR_WORKER_OUT_OF_MEMORY") throw this.outOfMemory();
      throw error;
    } finally {
      memory.close();
      if (ended.aborted) await this.end();
    }
  }

  /** Ends the worker, whatever it is doing. */
  async end(): Promise<void> {
    await this.worker?.terminate();
  }

  private outOfMemory(): Thrown {
    const said = `it used more than its memory of ${this.owner.memorySizeMb} MB`;
    return { said, stack: said };
  }

  private start(): Worker {
    this.sent = noneSent();
    const { NODE_COMPILE_CACHE } = process.env;
    const worker = new Worker(join(__dirname, "lambda-sandbox.mts"), {
      workerData: this.sent,
      // Where this process keeps what is compiled, a sandbox does too: it starts in half of the time.
      env: { ...this.owner.environment, ...(NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE }) },
      // Node strips the sandbox's types by itself: a sandbox loads nothing but the archive.
      execArgv: [],
      resourceLimits: {
        maxOldGenerationSizeMb: this.owner.memorySizeMb + spareHeapMb,
        maxYoungGenerationSizeMb: youngGenerationMb,
      },
    });
    const forget = () => {
      if (this.worker === worker) this.worker = undefined;
    };
    // After which it ends. Also where it runs out of memory while it is ended for its invocation's timeout.
    worker.on("error", forget);
    worker.on("exit", forget);
    worker.unref();
    return worker;
  }
}

function noneSent(): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

/** How the invocation that a worker is sent next comes out. Rejects where the worker ends, or the signal says so. */
function outcomeOf(worker: Worker, signal: AbortSignal): Promise<InvocationOutcome> {
  const settled = new AbortController();
  const outcome = new Promise<InvocationOutcome>((resolve, reject) => {
    const on = (event: string, listener: (value: unknown) => void) => {
      worker.once(event, listener);
      settled.signal.addEventListener("abort", () => worker.off(event, listener));
    };
    on("message", (sent) => resolve(sent as InvocationOutcome));
    on("error", reject);
    on("exit", (code) => reject(new Error(`the worker ended with exit code ${code}`)));
    signal.addEventListener("abort", () => reject(signal.reason), { signal: settled.signal });
  });
  return outcome.finally(() => settled.abort());
}
