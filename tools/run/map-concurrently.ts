/** How {@link mapConcurrently} works. */
export interface MapConcurrentlyArgs {
  /** How many items are under way at a time, at most. */
  readonly concurrency: number;
  /** Keeps more items from being begun. */
  readonly signal: AbortSignal;
  /**
   * Whether results come in the order of the source, so that one which takes long holds up the others.
   * @default as they are ready
   */
  readonly inOrder?: boolean;
}

/**
 * What `task` makes of each item of `source`. The first that fails, or the end of asking for more, aborts the signal of
 * the others; it ends, by that error or otherwise, when all that was begun has.
 */
export async function* mapConcurrently<Item, Result>(
  source: Iterable<Item> | AsyncIterable<Item>,
  task: (item: Item, signal: AbortSignal) => Promise<Result>,
  { concurrency, signal, inOrder = false }: MapConcurrentlyArgs,
): AsyncGenerator<Result> {
  const stop = new AbortController();
  const eitherSignal = AbortSignal.any([signal, stop.signal]);
  const underWay: Promise<Result>[] = [];
  const next = async (): Promise<Result> => {
    const position = inOrder ? 0 : await firstSettled(underWay);
    return (await underWay.splice(position, 1)[0]) as Result;
  };
  try {
    for await (const item of source) {
      if (eitherSignal.aborted) break;
      const result = task(item, eitherSignal);
      result.catch((error) => stop.abort(error));
      underWay.push(result);
      if (underWay.length === concurrency) yield await next();
    }
    while (underWay.length > 0) yield await next();
  } catch (error) {
    // The others may have failed for being stopped.
    throw stop.signal.aborted ? stop.signal.reason : error;
  } finally {
    stop.abort();
    await Promise.allSettled(underWay);
  }
}

/** The position of the first that is ready, or has failed. */
function firstSettled(promises: readonly Promise<unknown>[]): Promise<number> {
  return Promise.race(
    promises.map((promise, position) => {
      const settled = () => position;
      return promise.then(settled, settled);
    }),
  );
}
