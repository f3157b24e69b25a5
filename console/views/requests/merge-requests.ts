import type { RecordedRequests } from "../../requests/recorded-request";

/** What the list holds. */
const most = 250;

/** What is known, with what was told after it, or that alone where another recorder tells it. */
export function mergeRequests(known: RecordedRequests | undefined, told: RecordedRequests): RecordedRequests {
  if (known?.recorder !== told.recorder) return told;
  return { ...told, requests: [...known.requests, ...told.requests].slice(-most) };
}
