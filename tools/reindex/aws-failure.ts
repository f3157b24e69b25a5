/** A failure that another attempt may not have, beside those that the SDK tells of. */
export class TransientError extends Error {
  override readonly name: string = "TransientError";
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
  if (isThrottling(error) || /RequestTimeout/i.test(name)) return true;
  const status = statusOf(error);
  if (status !== undefined) return status >= 500 || transientStatuses.includes(status);
  // No answer: of the system's errors, those of the network.
  return name === "TimeoutError" || /^E(?:CONN|PIPE|NOTFOUND|AI_AGAIN|TIMEDOUT|HOST|NET)/.test(code ?? "");
}

/** Whether the service says that less should be asked of it at a time. */
export function isThrottling(error: unknown): boolean {
  const status = statusOf(error);
  return status === 429 || status === 503 || /throttl|SlowDown/i.test((error as Error).name);
}
