import { errorOf, nobodyAnswers } from "./api-error";

/** What whoever serves the console has for it alone, below `/console/`. Throws an `ApiError`. */
export async function ownJson<Answer>(name: string): Promise<Answer> {
  const response = await fetch(`/console/${name}`).catch(() => {
    throw nobodyAnswers();
  });
  if (!response.ok) throw await errorOf(response);
  return (await response.json()) as Answer;
}
