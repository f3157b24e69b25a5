import { ApiError, errorOf } from "./api-error";

/** What whoever serves the console has for it alone, below `/console/`. Throws an {@link ApiError}. */
export async function ownJson<Answer>(name: string): Promise<Answer> {
  const response = await fetch(`/console/${name}`).catch(() => {
    throw new ApiError(`Nobody answers at ${location.origin}: is the service still running?`, 0);
  });
  if (!response.ok) throw await errorOf(response);
  return (await response.json()) as Answer;
}
