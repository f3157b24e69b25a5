import * as z from "zod/mini";
import { described } from "../../../embedding/described";
import { isReservedKey } from "../../../embedding/index/carried-metadata";
import { searchModes } from "../../../embedding/ranking/search-mode";
import { candidateCounts } from "./mode";
import { rerankField } from "./rerank-field";

const { least, most } = candidateCounts;
const candidatesError = { error: `must be a whole number from ${least} to ${most}` };

/** The most results of one group. */
const maxGroupSize = 100;
const groupSizeError = { error: `must be a whole number from 1 to ${maxGroupSize}` };
const diversityError = { error: "must be a number from 0 to 1" };

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
  group_by: described(
    z.optional(
      z.string({ error: "must be a string" }).check(
        z.refine((key) => key.isWellFormed() && !isReservedKey(key), {
          error: 'must be a key of the metadata, which is not empty, not "text" and does not start with _ or $',
        }),
      ),
    ),
    {
      description:
        "A key of the metadata, such as `source`: of those with the same value, the results have the best `group_size`, one after the " +
        "other, in the order of the best of each. What does not have the key is a group of its own",
      minLength: 1,
      pattern: "^(?!text$)[^_$]",
      examples: ["source"],
    },
  ),
  group_size: described(
    z.optional(z.int(groupSizeError).check(z.minimum(1, groupSizeError), z.maximum(maxGroupSize, groupSizeError))),
    "The most results of each group, by default 1; with group_by",
  ),
  rerank: rerankField,
  diversity: described(
    z.optional(z.number(diversityError).check(z.minimum(0, diversityError), z.maximum(1, diversityError))),
    "How much it weighs that a result is like those before it, from 0, which is not at all, to 1: the results come in the order of " +
      "maximal marginal relevance, and with another score than that",
  ),
};
