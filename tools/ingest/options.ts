import { systemReason } from "../../documents/document-error";
import { globMatcher } from "../../documents/files/globs";
import { idPattern } from "../../embedding/embedding-id";
import { defaultEmbeddingModelId, type EmbeddingModelId, embeddingModels } from "../../embedding/models";
import { invokedModel } from "../../embedding/models/inference-profile";
import type { EmbeddingModel } from "../../embedding/models/model";
import { type Connection, completeConnection, connectionOptions } from "../api/connection";
import { type Command, flag, freeText, integer, type OptionValues, repeatable } from "../command/arguments";
import { CommandError } from "../command/command-error";
import { jsonOption } from "../command/json-option";
import { modelOption } from "../command/model-option";
import { truncateOption } from "../command/truncate-option";
import { ingestDefaults } from "./cut-for";
import { maxBatch } from "./max-batch";

/** The most characters of what all ids begin with, to leave room for what follows. */
const maxPrefixCharacters = 64;

/** Shorter ones are hardly a sentence. */
const minPassageTokens = 20;
const maxPassageTokens = Math.max(...Object.values(embeddingModels).map(({ maxTokens }) => maxTokens));

const options = {
  ...connectionOptions,
  prefix: freeText("what all ids begin with, such as guide:", {
    placeholder: "TEXT",
    default: "",
    check: checkedPrefix,
  }),
  model: modelOption("the service's model, which tells how long passages are, and what they will cost", undefined),
  truncate: truncateOption,
  concurrency: integer(`requests at a time, at most, of up to ${maxBatch} passages`, {
    min: 1,
    max: 64,
    default: ingestDefaults.concurrency,
  }),
  attempts: integer("how often a passage is sent that fails by itself; limits and outages do not count", {
    min: 1,
    max: 100,
    default: ingestDefaults.attempts,
  }),
  "passage-tokens": integer("how long a passage may be, in tokens as they are estimated for the model", {
    min: minPassageTokens,
    max: maxPassageTokens,
    default: ingestDefaults.passageTokens,
  }),
  overlap: integer("how much of a passage's end the next one begins with, in tokens: whole sentences", {
    min: 0,
    max: maxPassageTokens / 2,
    default: ingestDefaults.overlapTokens,
  }),
  include: repeatable(
    "read only what matches, such as *.rst, as text where its format is not known; may be given again",
    { placeholder: "GLOB", check: checkedGlob },
  ),
  exclude: repeatable("leave out what matches, such as drafts; may be given again", {
    placeholder: "GLOB",
    check: checkedGlob,
  }),
  "no-ignore": flag("read what .gitignore names, node_modules and what has a dot first as well"),
  encoding: freeText("of texts that are not UTF-8 and have no byte order mark, such as windows-1252", {
    placeholder: "NAME",
    default: undefined,
    check: checkedEncoding,
  }),
  "metadata-from": {
    ...repeatable("keys of front matter to keep as metadata, such as tags,author", { placeholder: "KEYS" }),
    parse: (text: string) => text.split(",").map((key) => key.trim()),
  },
  "dry-run": flag("send nothing, and say what would be sent"),
  report: freeText("write all that is left out to this file, as lines of JSON", {
    placeholder: "FILE",
    default: undefined,
  }),
  prune: flag("delete what earlier runs over these files and folders stored and is no longer in them"),
  "prune-prefix": flag("delete all that is stored below --prefix and not in these files, whoever stored it"),
  restart: flag("embed and store all passages anew, also those that are stored"),
  json: jsonOption,
};

/** `npm run ingest`. */
export const ingestCommand = {
  name: "npm run ingest --",
  operands: "FILE|FOLDER…",
  description:
    "Embeds and stores documents through the API, alone or in folders, cut into passages. Each row of a .csv or .tsv\n" +
    "file is one, and so is each line of a .jsonl file, with {id, text, title?, metadata?}.",
  options,
  notes: [
    "Exit status 1 says that something was left out that nobody chose to leave out, or that was not taken.",
    "What is stored is remembered in .ingest/ (INGEST_DIR names another folder): run it again to go on.",
  ],
} satisfies Command<typeof options>;

/** The options of `npm run ingest`, with what the environment says. */
export type IngestOptions = Omit<OptionValues<typeof options>, keyof Connection | "model"> &
  Omit<Connection, "url"> & {
    /** Without a slash at its end; undefined only where nothing is sent. */
    readonly url: string | undefined;
    readonly model: EmbeddingModelId | undefined;
    /** That model, or else the one that is a service's by default. */
    readonly adapter: EmbeddingModel;
  };

/** Adds what the environment says. Throws a {@link CommandError} where something is missing. */
export function completeIngestOptions(
  given: OptionValues<typeof options>,
  environment: NodeJS.ProcessEnv,
): IngestOptions {
  const isSent = !given["dry-run"] || given.url || environment["EMBEDDINGS_API_URL"];
  const connection = isSent ? completeConnection(given, environment) : { url: undefined, auth: given.auth, token: "" };
  const model = given.model === undefined ? undefined : invokedModel(given.model).modelId;
  const adapter = embeddingModels[model ?? defaultEmbeddingModelId];
  checkLengths(given, adapter);
  if (given["prune-prefix"] && !isSeparate(given.prefix)) {
    throw new CommandError(
      "--prune-prefix needs a --prefix that ends with a sign, such as guide: and not guide, which guidelines: begins with, too",
    );
  }
  return { ...given, ...connection, model, adapter };
}

/** Whether a prefix is of ids that are kept together, and is not by chance what others begin with. */
export function isSeparate(prefix: string): boolean {
  return /[^a-z\d]$/i.test(prefix);
}

function checkLengths(given: OptionValues<typeof options>, { name, maxTokens }: EmbeddingModel): void {
  const { "passage-tokens": passageTokens, overlap } = given;
  if (passageTokens > maxTokens) {
    const otherwise = given.model === undefined ? ", or name another --model" : "";
    throw new CommandError(
      `--passage-tokens is ${passageTokens}, and ${name} takes ${maxTokens}: set it to ${maxTokens} or less${otherwise}`,
    );
  }
  const maxOverlap = Math.floor(passageTokens / 2);
  if (overlap > maxOverlap) {
    throw new CommandError(
      `--overlap is ${overlap}, more than half of the ${passageTokens} of --passage-tokens: set it to ${maxOverlap} or less`,
    );
  }
}

function checkedGlob(glob: string): string {
  if (/^!(?!\()/.test(glob)) {
    throw new CommandError("! first turns nothing round: write it without, as the other of --include and --exclude");
  }
  try {
    globMatcher([glob]);
    return glob;
  } catch (error) {
    throw new CommandError(`it is no glob, such as *.rst, drafts or src/**/*.py. ${systemReason(error)}`);
  }
}

function checkedEncoding(name: string): string {
  try {
    return new TextDecoder(name).encoding;
  } catch {
    throw new CommandError("set it to a name as the web has them, such as windows-1252, shift_jis or utf-16le");
  }
}

function checkedPrefix(prefix: string): string {
  if (new RegExp(`^${idPattern(maxPrefixCharacters)}$`).test(prefix)) return prefix;
  throw new CommandError(
    `set it to 1 to ${maxPrefixCharacters} letters, digits or . _ : @ = + - with a letter or digit first`,
  );
}
