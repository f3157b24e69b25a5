import type { Worker } from "node:worker_threads";

/**
 * By how much a worker's heap may be larger than its function's memory, in megabytes. Beyond its limit, V8 ends the whole
 * process where a single allocation finds no room, as when a large array grows; below, the worker alone is ended.
 */
export const spareHeapMb = 1_024;

/** How often it is looked how much a worker uses, in milliseconds: most invocations are over by then. */
const lookEveryMs = 50;

/** Watches over the memory of a worker, until it is closed. */
export interface MemoryWatch {
  /** Aborts where the worker uses more. */
  readonly exceeded: AbortSignal;
  close(): void;
}

/** Looks every now and then whether a worker uses more than so much memory, in megabytes, in its heap or beside it. */
export function watchMemory(worker: Pick<Worker, "getHeapStatistics">, limitMb: number): MemoryWatch {
  const exceeded = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  const lookLater = () => {
    if (!isClosed) timer = setTimeout(look, lookEveryMs);
  };
  const look = () =>
    worker.getHeapStatistics().then(({ used_heap_size: heap, external_memory: beside }) => {
      if (!isClosed && heap + beside > limitMb * 2 ** 20) exceeded.abort();
      lookLater();
    }, lookLater); // It has not begun yet, or has ended.
  lookLater();
  return {
    exceeded: exceeded.signal,
    close: () => {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}
