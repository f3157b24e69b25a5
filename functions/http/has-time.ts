import type { RequestContext } from "./request-context";

/** No more is begun with less than this left, in milliseconds. */
const leastTimeMs = 5_000;

/** Whether a request that is worked on step by step has time for another one; the first is for it to begin anyway. */
export function hasTime({ remainingTimeMs }: Pick<RequestContext, "remainingTimeMs">): boolean {
  return remainingTimeMs() > leastTimeMs;
}
