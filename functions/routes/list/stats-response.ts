import * as z from "zod/mini";
import { described } from "../../../embedding/described";

/** The answer of `POST /embeddings/stats`. */
export const statsResponse = described(
  z.object({
    objects: described(
      z.nullable(
        z.object({
          count: described(z.int(), "How many"),
          size_bytes: described(z.int(), "Their bytes in the bucket"),
        }),
      ),
      "The stored objects so far; null with a filter, which asks what the vector index has",
    ),
    vectors: described(
      z.nullable(
        z.object({
          count: described(z.int(), "How many"),
          by_model: described(
            z.array(
              z.object({
                model: described(
                  z.nullable(z.string()),
                  "The Bedrock model id; null for vectors that were computed elsewhere",
                ),
                dimension: described(z.nullable(z.int()), "The vectors' length; null where they do not say it"),
                count: described(z.int(), "How many of them"),
              }),
            ),
            "Of which models, most first",
          ),
        }),
      ),
      "The vectors in the index so far; null where there is no index",
    ),
    complete: described(
      z.boolean(),
      "Whether all have been counted, which were not stored or deleted since the first request",
    ),
    store_id: described(z.string(), "Names what the service stores in and searches"),
    next_cursor: described(z.nullable(z.string()), "Goes on counting; null where it is complete"),
  }),
  { id: "StatsResponse" },
);

export type StatsResponse = z.infer<typeof statsResponse>;
