import { idPattern } from "../../embedding/embedding-id";
import type { EmbeddingModelId } from "../../embedding/models";
import { invokedModel } from "../../embedding/models/inference-profile";
import { type Command, choice, flag, freeText, integer, type OptionValues } from "../command/arguments";
import { CommandError } from "../command/command-error";
import { modelOption } from "../command/model-option";
import { truncateOption } from "../command/truncate-option";

/** The most characters of what all ids begin with, to leave room for what follows. */
const maxPrefixCharacters = 64;

const options = {
  url: freeText("the API's address; by default EMBEDDINGS_API_URL", {
    placeholder: "URL",
    default: undefined,
    check: checkedUrl,
  }),
  auth: choice("how it authorizes requests: iam signs with your AWS credentials, jwt sends EMBEDDINGS_API_TOKEN", {
    values: ["none", "iam", "jwt"],
    default: "none",
  }),
  prefix: freeText("what all ids begin with, such as guide:", {
    placeholder: "TEXT",
    default: "",
    check: checkedPrefix,
  }),
  model: modelOption("the service's model, to say what it will cost before anything is sent", undefined),
  truncate: truncateOption,
  concurrency: integer("requests at a time, of up to 100 passages", { min: 1, max: 64, default: 4 }),
  attempts: integer("how often a passage is sent before it has failed", { min: 1, max: 100, default: 8 }),
  restart: flag("send all passages, also those that are stored"),
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
export type IngestOptions = Omit<OptionValues<typeof options>, "url" | "model"> & {
  /** Without a slash at its end. */
  readonly url: string;
  readonly model: EmbeddingModelId | undefined;
  /** The bearer token; empty unless requests are authorized by it. */
  readonly token: string;
};

/** Adds what the environment says. Throws a {@link CommandError} where something is missing. */
export function completeIngestOptions(
  given: OptionValues<typeof options>,
  environment: NodeJS.ProcessEnv,
): IngestOptions {
  const { EMBEDDINGS_API_URL: defaultUrl, EMBEDDINGS_API_TOKEN: token = "" } = environment;
  if (!given.url && !defaultUrl) {
    throw new CommandError(
      "There is no API to send to: add --url, as in --url http://localhost:3000 for npm start, or set EMBEDDINGS_API_URL",
    );
  }
  if (given.auth === "jwt" && !token) {
    throw new CommandError("--auth jwt needs a token: set EMBEDDINGS_API_TOKEN");
  }
  return {
    ...given,
    url: given.url ?? urlOfEnvironment(defaultUrl ?? ""),
    model: given.model === undefined ? undefined : invokedModel(given.model).modelId,
    token: given.auth === "jwt" ? token : "",
  };
}

function urlOfEnvironment(url: string): string {
  try {
    return checkedUrl(url);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new CommandError(`EMBEDDINGS_API_URL is ${JSON.stringify(url)}: ${error.message}`);
  }
}

function checkedUrl(url: string): string {
  const { protocol = "", search = "", hash = "", href = "" } = URL.parse(url) ?? {};
  if (/^https?:$/.test(protocol) && search === "" && hash === "") return href.replace(/\/+$/, "");
  throw new CommandError("set it to the API's address, such as https://abc123.execute-api.us-east-1.amazonaws.com");
}

function checkedPrefix(prefix: string): string {
  if (new RegExp(`^${idPattern(maxPrefixCharacters)}$`).test(prefix)) return prefix;
  throw new CommandError(
    `set it to 1 to ${maxPrefixCharacters} letters, digits or . _ : @ = + - with a letter or digit first`,
  );
}
