import type { RecordedRequests, RequestDetail } from "./recorded-request";

/** Where the list of requests comes from: whoever records them. */
export interface RequestSource {
  /** Which requests there are, as the end of a sentence. */
  readonly description: string;
  /**
   * What was recorded after the last of these, as soon as there is something, or all where another recorder has taken the place
   * of theirs. May be empty after a while. Throws an `ApiError`, or the reason of the signal.
   */
  next(after: RecordedRequests | undefined, signal: AbortSignal): Promise<RecordedRequests>;
  /** Undefined where it is recorded no more. Throws an `ApiError`, or the reason of the signal. */
  detail(id: number, signal: AbortSignal): Promise<RequestDetail | undefined>;
}
