import { setTimeout } from "node:timers/promises";
import { monotonicMs } from "../http/clock";
import { ApiError, toApiError } from "../http/errors";
import type { RequestContext } from "../http/request-context";
import { environmentVariable } from "../settings/environment";

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

/** How often in a row, with no success between, the model may be unavailable before nothing more is started. */
const maxFailuresInARow = 3;

/** The longest pause after the model was not available, in milliseconds. */
const pauseMs = 1_000;

/**
 * Runs `task` for each item and returns the outcomes in the items' order. An item that finds the model unavailable
 * is started again, later and with half as many beside it. Nothing is started once the deadline is near or the model
 * seems to be gone; what never was has the error `not_started`.
 */
export async function mapWithinDeadline<Item, Value>(
  items: readonly Item[],
  task: (item: Item) => Promise<Value>,
  context: RequestContext,
  { stopsAtError = false }: MapOptions = {},
): Promise<Outcome<Value>[]> {
  const outcomes: Outcome<Value>[] = items.map(() => ({ error: notStarted() }));
  const waiting = [...items.entries()];
  let limit = concurrency;
  let lanes = concurrency;
  let loweredAt = Number.NEGATIVE_INFINITY;
  let failuresInARow = 0;

  /** Works on one item after another, until there are more lanes than the limit. */
  const lane = async (): Promise<void> => {
    while (lanes <= limit && context.remainingTimeMs() > startTimeMs) {
      const next = waiting.shift();
      if (!next) break;
      const [index, item] = next;
      const startedAt = monotonicMs();
      const outcome = await settle(() => task(item));
      outcomes[index] = outcome;
      if (!outcome.error) failuresInARow = 0;
      else if (outcome.error.code === "model_unavailable") {
        waiting.push(next);
        // Those that were under way together fail together: that counts once.
        if (startedAt > loweredAt) {
          loweredAt = monotonicMs();
          limit = Math.max(1, Math.floor(limit / 2));
          failuresInARow += 1;
        }
        if (failuresInARow === maxFailuresInARow) waiting.length = 0;
        else await pause(context.signal);
      } else if (stopsAtError) waiting.length = 0;
    }
    lanes -= 1;
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  context.itemErrors.push(...outcomes.flatMap(({ error }) => error ?? []));
  return outcomes;
}

function notStarted(): ApiError {
  return new ApiError(
    "not_started",
    "The item was not started, for lack of time or of the model. Repeat it in another request.",
  );
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
