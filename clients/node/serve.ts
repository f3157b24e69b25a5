import { createInterface } from "node:readline";
import { signedFetch } from "./signed-fetch.ts";

/** Where the API is, with `/v1`. */
export const baseURL = variable("CLIENT_BASE_URL");

/** What goes into `Authorization: Bearer`. */
export const apiKey = variable("CLIENT_API_KEY");

/** What sends requests, where they are to be signed; undefined for what the client sends them by. */
export const fetch = variable("CLIENT_AUTH") === "iam" ? signedFetch : undefined;

/** What a client is asked to embed. */
export interface EmbedRequest {
  readonly texts: string[];
  readonly model: string;
  /** Undefined for as many as the model has. */
  readonly dimensions?: number;
}

/** What a client says of a request that failed, as far as a program can read it there. */
export interface Problem {
  readonly status?: unknown;
  readonly code?: unknown;
  readonly param?: unknown;
  readonly message: string;
}

/** What a client can do. */
export interface Abilities {
  readonly embed: (request: EmbedRequest) => Promise<readonly (readonly number[])[]>;
  /**
   * Lists the names of the models.
   * @default the client cannot
   */
  readonly models?: () => Promise<string[]>;
  /**
   * Reads an error of the client.
   * @default as OpenAI's client has it
   */
  readonly problem?: (error: unknown) => Problem;
}

/** Answers each request, a line of JSON of the standard input, by a line of JSON of the standard output. */
export async function serve(abilities: Abilities): Promise<void> {
  const { problem = openaiProblem } = abilities;
  for await (const line of createInterface({ input: process.stdin })) {
    const answer = await answerTo(JSON.parse(line), abilities).catch((error) => ({ error: problem(error) }));
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
}

async function answerTo(
  request: EmbedRequest | { readonly models: true },
  { embed, models }: Abilities,
): Promise<object> {
  if ("texts" in request) return { vectors: await embed(request) };
  return models ? { models: await models() } : { unsupported: "the client lists no models" };
}

function openaiProblem(error: unknown): Problem {
  const { status, code, param, message } = error as Problem;
  return { status, code, param, message };
}

/** What `npm run test:clients` sets. Throws where it has not. */
export function variable(name: string): string {
  const { [name]: value } = process.env;
  if (value === undefined) throw new Error(`${name} is not set: npm run test:clients starts this program`);
  return value;
}
