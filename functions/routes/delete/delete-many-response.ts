import * as z from "zod/mini";
import { described } from "../../../embedding/described";
import { embeddingId } from "../../../embedding/embedding-id";
import { problem } from "../../http/problem";

/** The answer of `POST /embeddings/delete`. */
export const deleteManyResponse = described(
  z.object({
    dry_run: described(z.boolean(), "Whether nothing was deleted"),
    count: described(z.int(), "How many embeddings were deleted, or would be"),
    ids: described(z.array(embeddingId), "Theirs"),
    not_found: described(z.array(embeddingId), "Of the ids of the request, those under which nothing is stored"),
    failed: described(
      z.array(z.object({ id: embeddingId, problem })),
      "What could not be deleted: no search finds it any more, its object is still there, and the next request tries it again",
    ),
    next_cursor: described(z.nullable(z.string()), "Goes on with the same request; null where all is done"),
  }),
  { id: "DeleteManyResponse" },
);

export type DeleteManyResponse = z.infer<typeof deleteManyResponse>;
