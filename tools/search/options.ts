import { parsedJson } from "../../common/parsed-json";
import { filterProblem, type IndexFilter } from "../../embedding/index/filter";
import { isObject } from "../../embedding/is-object";
import { searchModes } from "../../embedding/ranking/search-mode";
import { connectionOptions } from "../api/connection";
import { type Command, choice, decimal, flag, freeText, integer, type Option, repeatable } from "../command/arguments";
import { CommandError } from "../command/command-error";
import { jsonOption } from "../command/json-option";

const filter: Option<IndexFilter | undefined> = {
  help: "which embeddings to search, by their metadata: NAME=VALUE, or a filter of the API as JSON",
  placeholder: "FILTER",
  default: undefined,
  parse: parseFilter,
};

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
  filter,
  json: jsonOption,
};

/** `npm run search`. */
export const searchCommand = {
  name: "npm run search --",
  operands: "TEXT",
  description: "Finds the stored passages that match a text best, best first.",
  options,
} satisfies Command<typeof options>;

function parseFilter(text: string): IndexFilter {
  const value = text.startsWith("{") ? parsedJson(text) : conditionOf(text);
  if (!isObject(value)) throw new CommandError('write it as NAME=VALUE, or as JSON, such as {"lang":"en"}');
  const problem = filterProblem(value);
  if (problem) throw new CommandError([problem.path.join("."), problem.message].filter(Boolean).join(" "));
  return value as IndexFilter;
}

/** A condition that is written as `NAME=VALUE`: numbers and true and false are none of text. */
function conditionOf(text: string): object | undefined {
  const [, name = "", value = ""] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === "") return undefined;
  const parsed = parsedJson(value);
  return { [name]: ["number", "boolean"].includes(typeof parsed) ? parsed : value };
}
