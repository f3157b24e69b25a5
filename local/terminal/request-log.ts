import type { DescribedCause } from "../../functions/http/describe-cause";

/** Calls of a service, of which the latency is the mean, in milliseconds, and the attempts are of all. */
interface LoggedCalls {
  readonly latency_ms: number;
  readonly calls: number;
  readonly attempts: number;
}

/** What a function's line of log says of a request, as functions/http/request-log.ts writes it. */
export interface RequestLog {
  /** Method and path of the route. */
  readonly route?: string;
  readonly code?: string;
  /** How long the function took, in milliseconds. */
  readonly latency_ms?: number;
  readonly model?: LoggedCalls & {
    readonly id: string;
    readonly throttles: number;
    readonly input_tokens: number;
  };
  readonly rerank?: LoggedCalls & {
    readonly id: string;
    readonly throttles: number;
    /** Why the search was answered without it. */
    readonly fallback?: string;
  };
  readonly index?: LoggedCalls;
  readonly storage?: LoggedCalls;
  /** How many embeddings were stored and indexed already. */
  readonly unchanged?: number;
  /** The first names of fields that were taken and not used. */
  readonly ignored_fields?: readonly string[];
  /** How many items failed with each code. */
  readonly item_codes?: Readonly<Record<string, number>>;
  /** Why the function failed. */
  readonly cause?: DescribedCause;
}

/** Parses a line of log; of a function that writes others, there is nothing to tell. */
export function parseRequestLog(line: string | undefined): RequestLog {
  try {
    return JSON.parse(line ?? "{}");
  } catch {
    return {};
  }
}
