import { setTimeout } from "node:timers/promises";

/** A failure that another attempt may not have, beside those that the SDK tells of. */
export class TransientError extends Error {
  override readonly name: string = "TransientError";
}

/** The command was asked to end while it waited for another attempt. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/** How to repeat what fails. */
export interface RetryArgs {
  /** How often. */
  readonly retries: number;
  /** Ends the waiting. */
  readonly signal: AbortSignal;
}

/** The first and the longest wait between two attempts, in milliseconds. */
const firstDelayMs = 200;
const maxDelayMs = 20_000;

/** What `task` returns, repeated while it fails in passing. Throws {@link Interrupted} instead of waiting. */
export async function withRetries<Value>(task: () => Promise<Value>, { retries, signal }: RetryArgs): Promise<Value> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await task();
    } catch (error) {
      if (!isTransient(error)) throw error;
      if (signal.aborted) throw new Interrupted();
      if (attempt >= retries) throw error;
      const delayMs = Math.min(maxDelayMs, firstDelayMs * 2 ** attempt) * (0.5 + Math.random() / 2);
      await setTimeout(delayMs, undefined, { signal }).catch(() => {
        throw new Interrupted();
      });
    }
  }
}

/** The status of the answer that an error of the SDK stands for; undefined where there was none. */
export function statusOf(error: unknown): number | undefined {
  const { $metadata, $response } = error as {
    readonly $metadata?: { readonly httpStatusCode?: number };
    readonly $response?: { readonly statusCode?: number };
  };
  return $metadata?.httpStatusCode ?? $response?.statusCode;
}

/** Statuses below 500 of what passes; 200 is an answer that was cut off, 424 a model that failed. */
const transientStatuses = [200, 408, 409, 424, 429];

/** Whether another attempt may succeed. */
export function isTransient(error: unknown): boolean {
  if (error instanceof TransientError) return true;
  const { name, code } = error as NodeJS.ErrnoException;
  if (/throttl|RequestTimeout|SlowDown/i.test(name)) return true;
  const status = statusOf(error);
  if (status !== undefined) return status >= 500 || transientStatuses.includes(status);
  // No answer: of the system's errors, those of the network.
  return name === "TimeoutError" || /^E(?:CONN|PIPE|NOTFOUND|AI_AGAIN|TIMEDOUT|HOST|NET)/.test(code ?? "");
}
