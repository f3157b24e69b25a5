import { resolve } from "node:path";
import { choice, flag, freeText, type OptionValues, parseArguments } from "../tools/command/arguments";
import { CommandError } from "../tools/command/command-error";
import { checkModel, type ModelChoice, modelChoice, modelPlaceholder } from "./model-choice";

/** The variables that set what their option does not. */
const variables = {
  port: "PORT",
  host: "HOST",
  "data-dir": "LOCAL_DATA_DIR",
  "s3-port": "LOCAL_S3_PORT",
  "model-port": "LOCAL_MODEL_PORT",
  model: "LOCAL_MODEL",
  "model-name": "LOCAL_MODEL_NAME",
  "vectors-port": "LOCAL_VECTORS_PORT",
} as const;

/** What `npm start` takes, with the defaults that the environment sets. Throws a {@link CommandError} where one is invalid. */
export function startCommand(environment: NodeJS.ProcessEnv) {
  const withDefault = <Value>(
    name: keyof typeof variables,
    { placeholder, help, parse, ...option }: SettableOption<Value>,
  ) => {
    const variable = variables[name];
    const { [variable]: set } = environment;
    try {
      return {
        placeholder,
        parse,
        help: `${help}; or ${variable}`,
        default: set ? parse(set) : option.default,
      };
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      throw new CommandError(`${variable} is ${JSON.stringify(set)}: ${error.message}`);
    }
  };
  const freePort = (name: "s3-port" | "model-port" | "vectors-port", what: string) =>
    withDefault(name, { help: `where ${what} is served, on loopback only; 0 takes a free port`, ...port, default: 0 });
  return {
    name: "npm start --",
    description: "Serves both stacks on this machine until Ctrl-C, with stand-ins for AWS's services.",
    options: {
      port: withDefault("port", { help: "where the API is served; 0 takes a free port", ...port, default: 3_000 }),
      host: withDefault("host", {
        help: "the address that the API is served at, such as 0.0.0.0 in a container",
        placeholder: "HOST",
        parse: (text: string) => text,
        default: "localhost",
      }),
      stack: freeText("the service stack, of the file Pulumi.<stack>.yaml: dev, or else the only one", {
        placeholder: "STACK",
        default: undefined,
        check: stackName,
      }),
      auth: choice("what requests need: nothing, a signature, a token of a local issuer, or a key", {
        values: ["none", "iam", "jwt", "keys"],
        default: "none",
      }),
      "data-dir": withDefault("data-dir", {
        help: "where objects and vectors are kept",
        placeholder: "FOLDER",
        parse: (text: string) => text,
        default: ".local",
      }),
      model: withDefault("model", {
        help: "what makes vectors: meaning and words, words alone, Amazon Bedrock, or a server with OpenAI's API",
        placeholder: modelPlaceholder,
        parse: checkModel,
        default: "sentences",
      }),
      "model-name": withDefault<string | undefined>("model-name", {
        help: "what such a server calls its model",
        placeholder: "NAME",
        parse: (text: string) => text,
        default: undefined,
      }),
      "s3-port": freePort("s3-port", "S3"),
      "model-port": freePort("model-port", "the model"),
      "vectors-port": freePort("vectors-port", "S3 Vectors"),
      resources: flag("print what both stacks consist of"),
      watch: flag("let a changed handler answer the next request, and start anew where a stack has changed"),
      json: flag("write what the functions log, as on AWS, and what the API refuses, as lines of JSON"),
      quiet: flag("write no more than where it serves, what a caller needs, and why it fails"),
    },
    notes: [
      "LOCAL_STACKS_DIR is the folder of the stack files, if not this one.",
      "LOCAL_MODEL_KEY is what --model URL is called with, as a bearer token.",
    ],
  };
}

interface SettableOption<Value> {
  readonly help: string;
  readonly placeholder: string;
  readonly default: Value;
  readonly parse: (text: string) => Value;
}

const port = {
  placeholder: "N",
  parse: (text: string) => {
    if (/^\d+$/.test(text) && Number(text) <= 65_535) return Number(text);
    throw new CommandError("set it to a number from 0 (any free port) to 65535");
  },
};

function stackName(text: string): string {
  if (/^[\w.-]+$/.test(text)) return text;
  throw new CommandError("set it to a stack that has a file Pulumi.<stack>.yaml, as in npm start -- --stack prod");
}

/** What `npm start` was told. */
export interface StartOptions extends OptionValues<ReturnType<typeof startCommand>["options"]> {
  readonly dataDirectory: string;
  readonly modelChoice: ModelChoice;
  /** Undefined for this project's folder. */
  readonly stacksDirectory: string | undefined;
}

/** Parses the arguments of `npm start`; undefined where they ask for help. Throws a {@link CommandError}. */
export function parseStartOptions(args: readonly string[], environment: NodeJS.ProcessEnv): StartOptions | undefined {
  const { LOCAL_STACKS_DIR: stacks, LOCAL_MODEL_KEY: key } = environment;
  const given = parseArguments(startCommand(environment), args);
  return (
    given && {
      ...given.options,
      dataDirectory: resolve(given.options["data-dir"]),
      modelChoice: modelChoice(given.options.model, given.options["model-name"], key || undefined),
      stacksDirectory: stacks ? resolve(stacks) : undefined,
    }
  );
}
