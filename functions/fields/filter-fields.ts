import * as z from "zod/mini";
import { described } from "../../embedding/described";
import { invalidRequest } from "../../embedding/errors";
import { filterProblem, type IndexFilter } from "../../embedding/index/filter";
import { isObject } from "../../embedding/is-object";

/** A filter that the document describes as such. */
function filterField(description: string) {
  const field = z.custom<IndexFilter>(isObject, { error: "must be an object of conditions" }).check(
    z.superRefine((value, context) => {
      const problem = filterProblem(value);
      if (problem) context.addIssue({ code: "custom", path: [...problem.path], message: problem.message });
    }),
  );
  return described(field, { description, override: { $ref: "#/components/schemas/Filter" } });
}

/** A filter of what an index finds. */
export const searchFilter = filterField("Which embeddings to search, by their metadata");

/** A filter by which an index is walked. */
export const walkFilter = filterField(
  "What their metadata are, as the vector index has them, which is read from end to end for it",
);

/** The error of a filter where there is no index that it could ask. */
export function filterNeedsIndex() {
  return invalidRequest([{ field: "filter", message: "needs a vector index, and this service has none" }]);
}
