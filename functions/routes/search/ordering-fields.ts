import * as z from "zod/mini";
import { described } from "../../../embedding/described";
import { searchModes } from "../../../embedding/ranking/search-mode";
import { candidateCounts } from "./mode";

const { least, most } = candidateCounts;
const candidatesError = { error: `must be a whole number from ${least} to ${most}` };

/** How to order what is found. */
export const orderingMode = z.literal([...searchModes], { error: 'must be "vector" or "hybrid"' });

/** The fields of a search that say how what is found is ordered. */
export const orderingFields = {
  mode: described(z.optional(z.clone(orderingMode)), {
    id: "SearchMode",
    description:
      "`vector` orders by the similarity of vectors alone; `hybrid` orders the most similar also by the words of the " +
      'text, finds names and codes, and what the text has "in quotes" must occur. By default as the service is configured',
  }),
  candidates: described(
    z.optional(z.int(candidatesError).check(z.minimum(least, candidatesError), z.maximum(most, candidatesError))),
    "How many of the most similar are ordered where that is not by their vectors alone, of `queries` for each, by default " +
      `${candidateCounts.default} or top_k, whichever is more`,
  ),
};
