import { idPattern } from "../../embedding/embedding-id";
import type { EmbeddingModelId } from "../../embedding/models";
import { invokedModel } from "../../embedding/models/inference-profile";
import { type Connection, completeConnection, connectionOptions } from "../api/connection";
import { type Command, flag, freeText, integer, type OptionValues } from "../command/arguments";
import { CommandError } from "../command/command-error";
import { jsonOption } from "../command/json-option";
import { modelOption } from "../command/model-option";
import { truncateOption } from "../command/truncate-option";

/** The most characters of what all ids begin with, to leave room for what follows. */
const maxPrefixCharacters = 64;

const options = {
  ...connectionOptions,
  prefix: freeText("what all ids begin with, such as guide:", {
    placeholder: "TEXT",
    default: "",
    check: checkedPrefix,
  }),
  model: modelOption("the service's model, to say what it will cost before anything is sent", undefined),
  truncate: truncateOption,
  concurrency: integer("requests at a time, at most, of up to 100 passages", { min: 1, max: 64, default: 16 }),
  attempts: integer("how often a passage is sent that fails by itself; limits and outages do not count", {
    min: 1,
    max: 100,
    default: 8,
  }),
  restart: flag("send all passages, also those that are stored"),
  json: jsonOption,
};

/** `npm run ingest`. */
export const ingestCommand = {
  name: "npm run ingest --",
  operands: "FILE|FOLDER…",
  description:
    "Embeds and stores texts through the API: .jsonl files with {id, text, metadata?} on each line, and .txt, .md and\n" +
    ".markdown files, alone or in folders, which are cut into passages of 1,000 to 2,000 characters.",
  options,
  notes: ["What is stored is remembered in .ingest/ (INGEST_DIR names another folder): run it again to go on."],
} satisfies Command<typeof options>;

/** The options of `npm run ingest`, with what the environment says. */
export type IngestOptions = Omit<OptionValues<typeof options>, keyof Connection | "model"> &
  Connection & { readonly model: EmbeddingModelId | undefined };

/** Adds what the environment says. Throws a {@link CommandError} where something is missing. */
export function completeIngestOptions(
  given: OptionValues<typeof options>,
  environment: NodeJS.ProcessEnv,
): IngestOptions {
  const model = given.model === undefined ? undefined : invokedModel(given.model).modelId;
  return { ...given, ...completeConnection(given, environment), model };
}

function checkedPrefix(prefix: string): string {
  if (new RegExp(`^${idPattern(maxPrefixCharacters)}$`).test(prefix)) return prefix;
  throw new CommandError(
    `set it to 1 to ${maxPrefixCharacters} letters, digits or . _ : @ = + - with a letter or digit first`,
  );
}
