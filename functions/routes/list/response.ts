import * as z from "zod/mini";
import { described } from "../../../embedding/described";
import { embeddingId } from "../../../embedding/embedding-id";
import { encodedVector } from "../../fields/vector-encoding";
import { problem } from "../../http/problem";

/** A stored embedding in a list. */
const listedEmbedding = described(
  z.object({
    id: embeddingId,
    s3_key: described(z.string(), "The key of the stored object"),
    size_bytes: described(
      z.optional(z.int()),
      "The size of the stored object; not in what is read from the vector index",
    ),
    last_modified: described(
      z.optional(z.iso.datetime()),
      "When it was stored; not in what is read from the vector index",
    ),
    text: described(z.optional(z.string()), "The text that was embedded; with include, where there is one"),
    metadata: described(
      z.optional(z.record(z.string(), z.unknown())),
      "Facts that were stored with the embedding; with include, where there are some",
    ),
    expires_at: described(z.optional(z.iso.datetime()), "When it is gone; with include, where it expires"),
    embedding: described(
      z.optional(encodedVector),
      "The vector in the encoding asked for, from the vector index as 32-bit floats; with include, where there is one",
    ),
    problem: described(
      z.optional(z.clone(problem)),
      "Why something that is included is missing: the object is corrupt, or gone, or larger than an answer",
    ),
  }),
  { id: "ListedEmbedding" },
);

/** The answer of `GET /embeddings`. */
export const listResponse = described(
  z.object({
    embeddings: described(
      z.array(listedEmbedding),
      "In the order of their keys, or of the vector index; an answer may hold fewer than limit, or none, and still not be the last",
    ),
    store_id: described(
      z.string(),
      "Names what the service stores in and searches: it is another where the bucket, the index or the model is another",
    ),
    next_cursor: described(z.nullable(z.string()), "Gets the next ones; null where there are none"),
  }),
  { id: "ListResponse" },
);

export type ListedEmbedding = z.infer<typeof listedEmbedding>;
export type ListResponse = z.infer<typeof listResponse>;
