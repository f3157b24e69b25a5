import { errorOf, nobodyAnswers } from "./api-error";

/** What whoever serves the console has for it alone, below `/console/`. Throws an `ApiError`, or the reason of the signal. */
export async function ownJson<Answer>(name: string, signal?: AbortSignal): Promise<Answer> {
  const response = await fetch(`/console/${name}`, { signal: signal ?? null }).catch(() => {
    signal?.throwIfAborted();
    throw nobodyAnswers();
  });
  if (!response.ok) throw await errorOf(response);
  return (await response.json()) as Answer;
}
