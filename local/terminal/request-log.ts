/** Calls of a service, of which the latency is the mean, in milliseconds. */
interface LoggedCalls {
  readonly latency_ms: number;
  readonly attempts: number;
}

/** What a function's line of log says of a request, as functions/http/request-log.ts writes it. */
export interface RequestLog {
  readonly code?: string;
  readonly model?: LoggedCalls & { readonly throttles: number; readonly input_tokens: number };
  readonly index?: LoggedCalls;
  readonly storage?: LoggedCalls;
  /** How many items failed with each code. */
  readonly item_codes?: Readonly<Record<string, number>>;
  /** Why the function failed. */
  readonly cause?: { readonly name: string; readonly message?: string; readonly stack: string };
}

/** Parses a line of log; of a function that writes others, there is nothing to tell. */
export function parseRequestLog(line: string | undefined): RequestLog {
  try {
    return JSON.parse(line ?? "{}");
  } catch {
    return {};
  }
}
