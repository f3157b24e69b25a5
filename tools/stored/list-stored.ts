import * as z from "zod/mini";
import { type ApiClient, parseAnswer } from "../api/api-client";

const listAnswer = z.object({
  embeddings: z.array(z.object({ id: z.string(), size_bytes: z.number(), last_modified: z.string() })),
  next_cursor: z.nullable(z.string()),
});

/** What is listed of a stored embedding. */
export type Listed = z.infer<typeof listAnswer>["embeddings"][number];

/** The most of one answer. */
const maxListed = 1_000;

/** The stored embeddings whose ids begin with `prefix`, up to so many. Throws a `CommandError`. */
export async function* listStored(
  client: Pick<ApiClient, "request">,
  { prefix, max }: { readonly prefix: string; readonly max: number },
): AsyncGenerator<Listed> {
  let left = max;
  let cursor: string | undefined;
  do {
    const query = { prefix: prefix || undefined, limit: String(Math.min(left, maxListed)), cursor };
    const answer = parseAnswer(await client.request({ method: "GET", path: "/embeddings", query }), listAnswer);
    yield* answer.embeddings;
    left -= answer.embeddings.length;
    cursor = answer.next_cursor ?? undefined;
  } while (cursor !== undefined && left > 0);
}
