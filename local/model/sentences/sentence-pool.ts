import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";

/** Beyond which memory is dearer than time: each takes about 160 MB. */
const maxWorkers = 4;

/** Of short-lived objects, which the tokenizer makes many of. */
const youngGenerationMb = 4;

/** A text that waits for its vector. */
interface Task {
  readonly text: string;
  readonly resolve: (vector: Float32Array) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Worker threads with the sentence encoder, one text at a time each. There are as many as texts wait, and at most one for
 * each processor; each loads the encoder, in a fraction of a second.
 */
export class SentencePool {
  private readonly size = Math.min(maxWorkers, availableParallelism());
  private readonly workers = new Set<Worker>();
  private readonly idle: Worker[] = [];
  private readonly waiting: Task[] = [];
  private readonly underWay = new Map<Worker, Task>();

  /** Loads the encoder, so that the first text need not wait for that. */
  load(): void {
    if (this.workers.size === 0) this.idle.push(this.start());
  }

  /** The encoder's 512 numbers for a text of up to some thousand characters. */
  vector(text: string): Promise<Float32Array> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ text, resolve, reject });
      this.distribute();
    });
  }

  async close(): Promise<void> {
    for (const { reject } of this.waiting.splice(0)) reject(ended());
    await Promise.all([...this.workers].map((worker) => worker.terminate()));
  }

  private distribute(): void {
    while (this.waiting.length > 0) {
      const worker = this.idle.pop() ?? (this.workers.size < this.size ? this.start() : undefined);
      if (!worker) return;
      const task = this.waiting.shift() as Task;
      this.underWay.set(worker, task);
      worker.ref();
      worker.postMessage(task.text);
    }
  }

  private start(): Worker {
    const worker = new Worker(join(__dirname, "sentence-worker.mts"), {
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: youngGenerationMb },
    });
    this.workers.add(worker);
    worker.unref();
    worker.on("message", (vector: Float32Array) => {
      worker.unref();
      this.taken(worker)?.resolve(vector);
      this.idle.push(worker);
      this.distribute();
    });
    worker.on("error", (error) => this.lose(worker, error));
    worker.on("exit", () => this.lose(worker, ended()));
    return worker;
  }

  private lose(worker: Worker, error: unknown): void {
    this.workers.delete(worker);
    const index = this.idle.indexOf(worker);
    if (index >= 0) this.idle.splice(index, 1);
    this.taken(worker)?.reject(error);
    this.distribute();
  }

  /** What a worker was at. */
  private taken(worker: Worker): Task | undefined {
    const task = this.underWay.get(worker);
    this.underWay.delete(worker);
    return task;
  }
}

function ended(): Error {
  return new Error("The sentence encoder has ended");
}
