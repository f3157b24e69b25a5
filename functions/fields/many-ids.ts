import * as z from "zod/mini";
import { described } from "../../embedding/described";
import { embeddingId } from "../../embedding/embedding-id";

/** The most ids of one request. */
const maxIds = 1_000;

/** Ids of stored embeddings. */
export const manyIds = described(
  z.array(embeddingId, { error: "must be a list of ids" }).check(
    z.refine(({ length }) => length >= 1 && length <= maxIds, {
      error: ({ input }) => `must have 1 to ${maxIds} ids and has ${(input as unknown[]).length}`,
    }),
    z.refine((ids) => new Set(ids).size === ids.length, { error: "must name each id once" }),
  ),
  { description: "Their ids", override: { minItems: 1, maxItems: maxIds, uniqueItems: true } },
);
