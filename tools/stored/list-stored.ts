import * as z from "zod/mini";
import type { IndexFilter } from "../../embedding/index/filter";
import { type ApiClient, parseAnswer } from "../api/api-client";

const listed = z.object({
  id: z.string(),
  // Not in what is read from the vector index.
  size_bytes: z.optional(z.number()),
  last_modified: z.optional(z.string()),
});

const listAnswer = z.object({
  embeddings: z.array(listed),
  store_id: z.optional(z.string()),
  next_cursor: z.nullable(z.string()),
});

/** A page of what is stored. */
export type StoredPage = z.infer<typeof listAnswer>;

/** What is listed of a stored embedding. */
export type Listed = z.infer<typeof listed>;

/** The most of one answer. */
const maxListed = 1_000;

/** Arguments of {@link storedPages}. */
export interface StoredPagesArgs {
  readonly prefix: string;
  /**
   * What their metadata are, for which the service reads all of its vector index.
   * @default any
   */
  readonly filter?: IndexFilter | undefined;
  /** The most embeddings; undefined for all. */
  readonly limit: number | undefined;
}

/** The stored embeddings that the arguments are about, page by page. Throws a `CommandError`. */
export async function* storedPages(
  client: Pick<ApiClient, "request">,
  { prefix, filter, limit = Number.POSITIVE_INFINITY }: StoredPagesArgs,
): AsyncGenerator<StoredPage> {
  let left = limit;
  let cursor: string | undefined;
  do {
    const query = {
      prefix: prefix || undefined,
      filter: filter && JSON.stringify(filter),
      limit: String(Math.min(left, maxListed)),
      cursor,
    };
    const page = parseAnswer(await client.request({ method: "GET", path: "/embeddings", query }), listAnswer);
    yield page;
    left -= page.embeddings.length;
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined && left > 0);
}

/** The stored embeddings that the arguments are about. Throws a `CommandError`. */
export async function* listStored(client: Pick<ApiClient, "request">, args: StoredPagesArgs): AsyncGenerator<Listed> {
  for await (const { embeddings } of storedPages(client, args)) yield* embeddings;
}
