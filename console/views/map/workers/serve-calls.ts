/** A call of a function of a worker. */
export interface WorkerCall {
  readonly id: number;
  readonly name: string;
  readonly args: readonly unknown[];
}

/** Its answer. */
export type WorkerAnswer =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly problem: string };

/** What a worker offers to its page. */
export type WorkerFunctions = Readonly<Record<string, (...args: never[]) => unknown>>;

/** What a worker's scope has of what TypeScript knows only with the types of workers, which exclude those of pages. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<WorkerCall>) => void) | null;
  postMessage(answer: WorkerAnswer): void;
}

/** In a worker: answers the calls of its page, one after another. */
export function serveCalls(functions: WorkerFunctions): void {
  const scope = globalThis as unknown as WorkerScope;
  scope.onmessage = ({ data: { id, name, args } }) => {
    try {
      scope.postMessage({ id, result: functions[name]?.(...(args as never[])) });
    } catch (error) {
      scope.postMessage({ id, problem: String(error) });
    }
  };
}
