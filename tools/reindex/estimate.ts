import { throwIfInterrupted } from "../command/interrupted";
import { mapConcurrently } from "../run/map-concurrently";

/** How {@link estimateSum} goes about it. */
export interface EstimateSumArgs {
  /** How many items are asked, at the most. */
  readonly maxSampled: number;
  readonly concurrency: number;
  readonly signal: AbortSignal;
}

/** About what the values of all items come to, by those of some that are evenly among them. Throws `Interrupted`. */
export async function estimateSum<Item>(
  items: readonly Item[],
  amountOf: (item: Item) => Promise<number>,
  { maxSampled, concurrency, signal }: EstimateSumArgs,
): Promise<number> {
  const every = Math.ceil(items.length / maxSampled);
  const sample = items.filter((_, position) => position % every === 0);
  let sum = 0;
  for await (const value of mapConcurrently(sample, amountOf, { concurrency, signal })) sum += value;
  throwIfInterrupted(signal);
  return sample.length === 0 ? 0 : Math.ceil((sum / sample.length) * items.length);
}
