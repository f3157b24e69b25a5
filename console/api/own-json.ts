import { ApiError, errorOf } from "./api-error";

/** What whoever serves the console has for it alone, below `/console/`. Throws an {@link ApiError}, or the reason of the signal. */
export async function ownJson<Answer>(name: string, signal?: AbortSignal): Promise<Answer> {
  const response = await fetch(`/console/${name}`, { signal: signal ?? null }).catch(() => {
    signal?.throwIfAborted();
    throw new ApiError(`Nobody answers at ${location.origin}: is the service still running?`, 0);
  });
  if (!response.ok) throw await errorOf(response);
  return (await response.json()) as Answer;
}
