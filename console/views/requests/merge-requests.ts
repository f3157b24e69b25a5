import { consoleRequestsLimits } from "../../../common/recent-requests";
import type { RecordedRequests } from "../../requests/recorded-request";

/** What is known, with what was told after it, or that alone where another recorder tells it; of both what is still kept. */
export function mergeRequests(known: RecordedRequests | undefined, told: RecordedRequests): RecordedRequests {
  if (known?.recorder !== told.recorder) return told;
  const { requests: asked, backgroundRequests: background } = consoleRequestsLimits;
  const room = { asked, background };
  const kept = [...known.requests, ...told.requests]
    .toReversed()
    .filter(({ isBackground }) => room[isBackground ? "background" : "asked"]-- > 0);
  return { ...told, requests: kept.toReversed() };
}
