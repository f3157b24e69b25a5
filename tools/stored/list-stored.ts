import * as z from "zod/mini";
import { type ApiClient, parseAnswer } from "../api/api-client";

const listAnswer = z.object({
  embeddings: z.array(z.object({ id: z.string(), size_bytes: z.number(), last_modified: z.string() })),
  store_id: z.optional(z.string()),
  next_cursor: z.nullable(z.string()),
});

/** A page of what is stored. */
export type StoredPage = z.infer<typeof listAnswer>;

/** What is listed of a stored embedding. */
export type Listed = StoredPage["embeddings"][number];

/** The most of one answer. */
const maxListed = 1_000;

/** Arguments of {@link storedPages}. */
interface StoredPagesArgs {
  readonly prefix: string;
  /** The most embeddings; undefined for all. */
  readonly limit: number | undefined;
}

/** The stored embeddings whose ids begin with `prefix`, page by page. Throws a `CommandError`. */
export async function* storedPages(
  client: Pick<ApiClient, "request">,
  { prefix, limit = Number.POSITIVE_INFINITY }: StoredPagesArgs,
): AsyncGenerator<StoredPage> {
  let left = limit;
  let cursor: string | undefined;
  do {
    const query = { prefix: prefix || undefined, limit: String(Math.min(left, maxListed)), cursor };
    const page = parseAnswer(await client.request({ method: "GET", path: "/embeddings", query }), listAnswer);
    yield page;
    left -= page.embeddings.length;
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined && left > 0);
}

/** The stored embeddings whose ids begin with `prefix`. Throws a `CommandError`. */
export async function* listStored(client: Pick<ApiClient, "request">, args: StoredPagesArgs): AsyncGenerator<Listed> {
  for await (const { embeddings } of storedPages(client, args)) yield* embeddings;
}
