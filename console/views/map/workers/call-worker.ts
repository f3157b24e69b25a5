import type { WorkerAnswer, WorkerCall, WorkerFunctions } from "./serve-calls";

/** A worker whose functions one awaits. */
export class CalledWorker<Functions extends WorkerFunctions> {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, (answer: WorkerAnswer) => void>();
  private count = 0;
  /** Why it does not work. */
  private broken: string | undefined;

  /** Of a script of the console by its name. */
  constructor(script: string) {
    this.worker = new Worker(`/console/${script}.js`, { type: "module" });
    this.worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => {
      this.waiting.get(data.id)?.(data);
      this.waiting.delete(data.id);
    };
    this.worker.onerror = ({ message }) => {
      this.broken = message || `The browser cannot run ${script}.js.`;
      for (const [id, tell] of this.waiting) tell({ id, problem: this.broken });
      this.waiting.clear();
    };
  }

  /** The result of a function. Throws what it throws, or that the worker does not work. */
  call<Name extends keyof Functions & string>(
    name: Name,
    ...args: Parameters<Functions[Name]>
  ): Promise<ReturnType<Functions[Name]>> {
    if (this.broken !== undefined) return Promise.reject(new Error(this.broken));
    const call: WorkerCall = { id: this.count++, name, args };
    return new Promise((resolve, reject) => {
      this.waiting.set(call.id, (answer) =>
        "problem" in answer ? reject(new Error(answer.problem)) : resolve(answer.result as ReturnType<Functions[Name]>),
      );
      this.worker.postMessage(call);
    });
  }

  /** Ends it at once, whatever it does; nothing that is awaited comes. */
  end(): void {
    this.worker.terminate();
    this.waiting.clear();
  }
}
