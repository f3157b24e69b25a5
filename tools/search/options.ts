import { searchModes } from "../../embedding/ranking/search-mode";
import { connectionOptions } from "../api/connection";
import { filterOption } from "../api/filter-option";
import { type Command, choice, decimal, flag, freeText, integer, repeatable } from "../command/arguments";
import { jsonOption } from "../command/json-option";

const options = {
  ...connectionOptions,
  mode: choice(
    'how to order what is found: vector by meaning, hybrid also by words, and what is "in quotes" must occur; by default as the service does',
    {
      values: searchModes,
      default: undefined,
    },
  ),
  also: repeatable("another text to search for, whose results are ordered together with the first's", {
    placeholder: "TEXT",
  }),
  rerank: flag(
    "order the best again by a reranker, which the bootstrap's rerankModels must allow and each search pays for",
  ),
  "group-by": freeText("have the best of each value of a key of the metadata, such as source", {
    placeholder: "KEY",
    default: undefined,
  }),
  "group-size": integer("the most results of each value; with --group-by", { min: 1, max: 100, default: undefined }),
  diversity: decimal("how much it weighs that a result is like those before it, from 0 to 1", {
    min: 0,
    max: 1,
    default: undefined,
  }),
  candidates: integer("how many of the most similar are ordered by more than their vectors", {
    min: 100,
    max: 1_000,
    default: undefined,
  }),
  "min-score": decimal("the least cosine similarity", { min: -1, max: 1, default: undefined }),
  top: integer("the most results", { min: 1, max: 1_000, default: 5 }),
  filter: filterOption("which embeddings to search"),
  json: jsonOption,
};

/** `npm run search`. */
export const searchCommand = {
  name: "npm run search --",
  operands: "TEXT",
  description: "Finds the stored passages that match a text best, best first.",
  options,
} satisfies Command<typeof options>;
