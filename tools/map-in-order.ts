/**
 * What `task` makes of each item of `source`, in the source's order, with up to `limit` of them under way. Before it
 * ends, also by an error or where no more is asked for, it waits for what was begun.
 */
export async function* mapInOrder<Item, Result>(
  source: Iterable<Item> | AsyncIterable<Item>,
  task: (item: Item) => Promise<Result>,
  limit: number,
): AsyncGenerator<Result> {
  const underWay: Promise<Result>[] = [];
  try {
    for await (const item of source) {
      const result = task(item);
      // Who waits for it may come too late for Node.js.
      result.catch(() => undefined);
      underWay.push(result);
      if (underWay.length === limit) yield await (underWay.shift() as Promise<Result>);
    }
    while (underWay.length > 0) yield await (underWay.shift() as Promise<Result>);
  } finally {
    await Promise.allSettled(underWay);
  }
}
