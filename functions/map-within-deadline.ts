import { setTimeout } from "node:timers/promises";
import { environmentVariable } from "./environment";
import { ApiError, toApiError } from "./errors";
import type { RequestContext } from "./request-context";

/** What became of one item. */
export type Outcome<Value> =
  | { readonly value: Value; readonly error?: undefined }
  | { readonly value?: undefined; readonly error: ApiError };

/** Options of {@link mapWithinDeadline}. */
export interface MapOptions {
  /**
   * Whether the first error keeps the items from being started that have not been yet.
   * @default false
   */
  readonly stopsAtError?: boolean;
}

/** The most items under way at a time. */
const concurrency = Number(environmentVariable("BATCH_CONCURRENCY"));

/** No item is started with less than this left until the deadline, in milliseconds. */
const startTimeMs = 4_000;

/** The longest pause after the model was not available, in milliseconds. */
const pauseMs = 1_000;

/**
 * Runs `task` for each item and returns the outcomes in the items' order. An item that finds the model unavailable
 * waits and is started again, with half as many beside it, until the deadline is near. What is not started by then
 * has the error `not_started`.
 */
export async function mapWithinDeadline<Item, Value>(
  items: readonly Item[],
  task: (item: Item, index: number) => Promise<Value>,
  context: RequestContext,
  { stopsAtError = false }: MapOptions = {},
): Promise<Outcome<Value>[]> {
  const outcomes: Outcome<Value>[] = items.map(() => ({ error: notStarted() }));
  const waiting = [...items.entries()];
  let limit = concurrency;
  let loweredAt = Number.NEGATIVE_INFINITY;

  /** One of the items under way: it ends once the limit has fallen below its place among them. */
  const lane = async (place: number): Promise<void> => {
    while (place < limit && context.remainingTimeMs() > startTimeMs) {
      const next = waiting.shift();
      if (!next) return;
      const [index, item] = next;
      const startedAt = performance.now();
      const outcome = await settle(() => task(item, index));
      outcomes[index] = outcome;
      if (outcome.error?.code === "model_unavailable") {
        waiting.push(next);
        // Those that were under way together fail together: that lowers the limit once.
        if (startedAt > loweredAt) {
          loweredAt = performance.now();
          limit = Math.max(1, Math.floor(limit / 2));
        }
        await pause(context.signal);
      } else if (outcome.error && stopsAtError) waiting.length = 0;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, (_, place) => lane(place)));
  return outcomes;
}

function notStarted(): ApiError {
  return new ApiError("not_started", "There was no time left for this item. Repeat it in another request.");
}

async function settle<Value>(task: () => Promise<Value>): Promise<Outcome<Value>> {
  try {
    return { value: await task() };
  } catch (error) {
    return { error: toApiError(error) };
  }
}

async function pause(signal: AbortSignal): Promise<void> {
  await setTimeout(pauseMs * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
}
