import { notStarted } from "../../embedding/errors";
import { type Outcome, settle } from "../../embedding/outcome";
import { AdaptiveLimit } from "./adaptive-limit";
import { backoffMs, pause } from "./backoff";
import type { CallContext } from "./call-context";

/** How {@link mapWithBackpressure} goes about it. */
export interface MapArgs<Item, Value> {
  /**
   * Works on some of the items, and tells what became of each. It throws nothing. Where it takes several calls,
   * `isOver` tells before each whether it is too late, as it is for the items of other tasks.
   */
  readonly task: (items: readonly Item[], isOver: () => boolean) => Promise<readonly Outcome<Value>[]>;
  /** How many items a task takes. */
  readonly groupSize: number;
  /** The most tasks under way at a time. */
  readonly concurrency: number;
  /**
   * Whether the first error keeps the items from being started that have not been yet.
   * @default false
   */
  readonly stopsAtError?: boolean;
  /**
   * No task is started with less than this left until the deadline, in milliseconds.
   * @default 4,000
   */
  readonly startTimeMs?: number;
}

/** How items are worked on each by itself. */
export function oneByOne<Item, Value>(
  task: (item: Item) => Promise<Value>,
): Pick<MapArgs<Item, Value>, "task" | "groupSize"> {
  return { groupSize: 1, task: (items) => Promise.all(items.map((item) => settle(() => task(item)))) };
}

/** What a call of the model takes that is repeated, with some to spare, in milliseconds. */
export const defaultStartTimeMs = 4_000;

/** How often in a row, with no success between, the model may be unavailable before nothing more is started. */
const maxFailuresInARow = 3;

/** After the model was not available. */
const backoff = { firstPauseMs: 1_000, maxPauseMs: 1_000 };

/**
 * Works on items in groups and returns the outcomes in the items' order. What finds the model unavailable is started
 * again, later and with half as many tasks beside it. Nothing is started once the deadline is near or the model seems to
 * be gone; what never was has the error `not_started`.
 */
export async function mapWithBackpressure<Item, Value>(
  items: readonly Item[],
  { task, groupSize, concurrency, stopsAtError = false, startTimeMs = defaultStartTimeMs }: MapArgs<Item, Value>,
  context: CallContext,
): Promise<Outcome<Value>[]> {
  const outcomes: Outcome<Value>[] = items.map(() => ({ error: notStarted() }));
  const limit = new AdaptiveLimit(concurrency);
  let hasFailed = false;
  const isOver = () =>
    hasFailed || limit.loweredInARow >= maxFailuresInARow || context.remainingTimeMs() <= startTimeMs;

  /** Starts a task, unless it is too late, and returns which of its items found the model unavailable. */
  const start = async (indexes: readonly number[]): Promise<readonly number[] | undefined> => {
    if (isOver()) return undefined;
    const results = await task(
      indexes.map((index) => items[index] as Item),
      isOver,
    );
    for (const [position, index] of indexes.entries()) outcomes[index] = results[position] as Outcome<Value>;
    const refused = indexes.filter((index) => outcomes[index]?.error?.code === "model_unavailable");
    // What others would find is known.
    if (refused.length > 0) await pause(backoffMs(1, backoff), context.signal);
    else if (stopsAtError && results.some(({ error }) => error)) hasFailed = true;
    return refused;
  };
  const work = async (indexes: readonly number[]): Promise<void> => {
    const refused = await limit.run(
      () => start(indexes),
      (unavailable) => unavailable && unavailable.length > 0,
    );
    if (refused && refused.length > 0) await work(refused);
  };
  await Promise.all(inGroups([...items.keys()], groupSize).map(work));
  return outcomes;
}

/** Items in groups of a size, of which the last may have fewer. */
export function inGroups<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
