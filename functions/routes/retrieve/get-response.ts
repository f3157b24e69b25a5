import * as z from "zod/mini";
import { described } from "../../../embedding/described";
import { embeddingId } from "../../../embedding/embedding-id";
import { encodedVector } from "../../fields/vector-encoding";
import { problem } from "../../http/problem";

/** What was found under an id. */
const gotEmbedding = described(
  z.object({
    id: embeddingId,
    state: described(
      z.enum(["found", "not_found", "unreadable"]),
      "Whether something is stored under the id, and can be read",
    ),
    text: described(z.optional(z.string()), "The text that was embedded; where it is included, and there is one"),
    metadata: described(
      z.optional(z.record(z.string(), z.unknown())),
      "Facts that were stored with the embedding; where they are included, and there are some",
    ),
    expires_at: described(
      z.optional(z.string()),
      "When it is gone, as it is stored; where it is included, and it expires",
    ),
    embedding: described(
      z.optional(encodedVector),
      "The vector in the encoding asked for; where it is included, and there is one",
    ),
    problem: described(
      z.optional(z.clone(problem)),
      "Why there is nothing of it, or something that is included is missing",
    ),
  }),
  { id: "GotEmbedding" },
);

/** The answer of `POST /embeddings/get`. */
export const getResponse = described(
  z.object({
    embeddings: described(
      z.array(gotEmbedding),
      "One for each id, in the ids' order, as far as there is room and time",
    ),
    not_read: described(z.array(embeddingId), "The ids that there was no room or time for: ask for them again"),
  }),
  { id: "GetResponse" },
);

export type GotEmbedding = z.infer<typeof gotEmbedding>;
export type GetResponse = z.infer<typeof getResponse>;
