import * as z from "zod/mini";
import { described } from "../../../embedding/described";
import { embeddingId } from "../../../embedding/embedding-id";

/** The answer of `GET /embeddings`. */
export const listResponse = described(
  z.object({
    embeddings: described(
      z.array(
        described(
          z.object({
            id: embeddingId,
            s3_key: described(z.string(), "The key of the stored object"),
            size_bytes: described(z.int(), "The size of the stored object"),
            last_modified: described(z.iso.datetime(), "When it was stored"),
          }),
          { id: "ListedEmbedding" },
        ),
      ),
      "In the order of their keys; an answer may hold fewer than limit and still not be the last",
    ),
    store_id: described(
      z.string(),
      "Names what the service stores in and searches: it is another where the bucket, the index or the model is another",
    ),
    next_cursor: described(z.nullable(z.string()), "Gets the next ones; null where there are none"),
  }),
  { id: "ListResponse" },
);

export type ListResponse = z.infer<typeof listResponse>;
