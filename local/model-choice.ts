import { CommandError } from "../tools/command/command-error";
import type { ModelServer } from "./model/openai-encoder";

/** What answers for Bedrock's models. */
export type ModelChoice =
  | { readonly type: "sentences" | "words" | "bedrock" }
  | ({ readonly type: "server" } & ModelServer);

/** The types that `--model` takes by their names. */
const named = ["sentences", "words", "bedrock"] as const;

/** What `--model` takes, as its help shows it. */
export const modelPlaceholder = [...named, "URL"].join("|");

/** What `--model` and `--model-name` say. Throws a {@link CommandError} where they do not fit. */
export function modelChoice(model: string, name: string | undefined, key: string | undefined): ModelChoice {
  const type = named.find((candidate) => candidate === model);
  if (type && name === undefined) return { type };
  if (type)
    throw new CommandError(
      `--model-name is of a server's model, and not of ${model}: write --model http://HOST/v1, or leave it out`,
    );
  if (name !== undefined) return { type: "server", url: model, name, key };
  throw new CommandError(`--model ${model} needs a model of that server: add --model-name, such as nomic-embed-text`);
}

/** A value of `--model`. Throws a {@link CommandError} where it is none. */
export function checkModel(text: string): string {
  if (named.some((name) => name === text) || (/^https?:\/\//.test(text) && URL.canParse(text))) return text;
  throw new CommandError(
    `set it to ${named.join(", ")}, or where a server has OpenAI's API, as http://localhost:11434/v1`,
  );
}

/** What it is called, by which the data directory remembers whose vectors it has. */
export function choiceName(choice: ModelChoice): string {
  return choice.type === "server" ? choice.name : choice.type;
}

/** By which options it is chosen. */
export function modelOptions(choice: ModelChoice): string {
  return choice.type === "server" ? `--model ${choice.url} --model-name ${choice.name}` : `--model ${choice.type}`;
}
