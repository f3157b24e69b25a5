import * as z from "zod/mini";
import { described } from "../../../embedding/described";
import { walkFilter } from "../../fields/filter-fields";
import { listPrefix } from "./request";

/** The body of `POST /embeddings/stats`. */
export const statsRequest = described(
  z.strictObject({
    prefix: described(z.optional(listPrefix), "What their ids start with; left out, all are counted"),
    filter: z.optional(walkFilter),
    cursor: described(
      z.optional(z.string({ error: "must be a string" })),
      "The next_cursor of the previous answer to the same request, whose counts the next answer includes",
    ),
  }),
  { id: "StatsRequest" },
);

export type StatsRequest = z.output<typeof statsRequest>;
