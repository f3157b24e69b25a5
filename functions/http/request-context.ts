import type { EmbeddingError } from "../../embedding/errors";
import { type CallContext, newCalls } from "../aws/call-context";
import { monotonicMs } from "../aws/clock";

/** What everything that serves one request shares; its time is up shortly before Lambda would end the function. */
export interface RequestContext extends CallContext {
  /** When the request came in, as {@link monotonicMs} gives it. */
  readonly startTime: number;
  /** The errors of a request's items that failed one by one. */
  readonly itemErrors: EmbeddingError[];
  /** Why a search is answered without the reranker that it asks for; undefined where it is not. */
  rerankError: EmbeddingError | undefined;
  /** How many embeddings were found stored and indexed already. */
  unchanged: number;
  /** The names of fields that were taken and not used. */
  ignoredFields: readonly string[];
}

/** What is left of Lambda's timeout for answering once the deadline has passed, in milliseconds. */
export const answerTimeMs = 500;

/** Runs `handle` with the context of an invocation that Lambda ends in `lambdaTimeMs`. */
export async function withRequestContext<Result>(
  requestId: string,
  lambdaTimeMs: number,
  handle: (context: RequestContext) => Promise<Result>,
): Promise<Result> {
  const timeMs = Math.max(0, lambdaTimeMs - answerTimeMs);
  const startTime = monotonicMs();
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), timeMs);
  const context = {
    requestId,
    startTime,
    signal: deadline.signal,
    remainingTimeMs: () => Math.max(0, startTime + timeMs - monotonicMs()),
    ...newCalls(),
    itemErrors: [],
    rerankError: undefined,
    unchanged: 0,
    ignoredFields: [],
  };
  try {
    return await handle(context);
  } finally {
    // Until it went off, a timer would hold on to all that listens to the signal.
    clearTimeout(timer);
  }
}

/** The time since the request came in, in milliseconds to two places. */
export function elapsedMs({ startTime }: RequestContext): number {
  return roundMs(monotonicMs() - startTime);
}

/** Milliseconds to two places. */
export function roundMs(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100;
}
