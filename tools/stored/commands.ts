import { connectionOptions } from "../api/connection";
import { filterOption } from "../api/filter-option";
import { type Command, flag, freeText, integer } from "../command/arguments";
import { jsonOption } from "../command/json-option";

const prefix = freeText("what the ids begin with, such as guide:", { placeholder: "TEXT", default: "" });

const listOptions = {
  ...connectionOptions,
  prefix,
  filter: filterOption("which embeddings to list"),
  top: integer("the most embeddings", { min: 1, max: 1_000_000_000, default: 100 }),
  json: jsonOption,
};

/** `npm run list`. */
export const listCommand = {
  name: "npm run list --",
  description:
    "Lists the stored embeddings: when they were stored, bytes and id; by --filter ids alone. With --json, one on each line.",
  options: listOptions,
} satisfies Command<typeof listOptions>;

const getOptions = { ...connectionOptions, json: jsonOption };

/** `npm run get`. */
export const getCommand = {
  name: "npm run get --",
  operands: "ID…",
  description: "Shows stored passages. With --json, each on a line, with its vector.",
  options: getOptions,
} satisfies Command<typeof getOptions>;

const deleteOptions = {
  ...connectionOptions,
  prefix,
  filter: filterOption("which embeddings to delete"),
  yes: flag("do not ask"),
  json: jsonOption,
};

/** `npm run delete`. */
export const deleteCommand = {
  name: "npm run delete --",
  operands: "ID…",
  description: "Deletes stored embeddings: those of these ids, or all that --prefix or --filter takes.",
  options: deleteOptions,
} satisfies Command<typeof deleteOptions>;

const statsOptions = {
  ...connectionOptions,
  prefix,
  filter: filterOption("which embeddings to count"),
  json: jsonOption,
};

/** `npm run stats`. */
export const statsCommand = {
  name: "npm run stats --",
  description: "Counts the stored embeddings: the objects and their bytes, and the vectors by model.",
  options: statsOptions,
} satisfies Command<typeof statsOptions>;
