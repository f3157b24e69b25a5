import * as z from "zod/mini";
import { isObject } from "../../embedding/is-object";
import type { ApiAnswer, ApiClient } from "../api/api-client";
import { CommandError } from "../command/command-error";

/** What is asked for a vector of each text. */
export interface Wanted {
  readonly model: string;
  /** @default what the service answers without */
  readonly dimensions: number | undefined;
}

/** A vector, and the model that the service says it is of. */
export interface ModelVector {
  readonly model: string;
  readonly vector: readonly number[];
}

/** A service with OpenAI's interface. */
export interface Embedder {
  readonly client: ApiClient;
  /** Where it embeds, below the client's address. */
  readonly path: string;
  /** What to do where it does not know the caller. */
  readonly whenUnauthorized: string;
  /** What to do where it is none. */
  readonly whenElsewhere: string;
}

const openaiAnswer = z.object({
  data: z.tuple([z.object({ embedding: z.array(z.number()).check(z.minLength(1)) })]),
  model: z.string(),
});

/** The vector of one text, which is all that some services take at a time. Throws a {@link CommandError}. */
export async function embed(embedder: Embedder, text: string, { model, dimensions }: Wanted): Promise<ModelVector> {
  const { client, path, whenElsewhere } = embedder;
  const body = { model, input: text, dimensions, encoding_format: "float" };
  const answer = await client.patiently({ method: "POST", path, body });
  if (answer.status !== 200 || saysError(answer)) throw failure(answer, embedder);
  const { data, success } = openaiAnswer.safeParse(answer.body);
  if (!success) throw new CommandError(`${answer.url} did not answer as OpenAI's interface does: ${whenElsewhere}`);
  return { model: data.model, vector: data.data[0].embedding };
}

/** Whether it says itself what is wrong, as OpenAI does; some do with 200. */
function saysError({ body }: ApiAnswer): boolean {
  return isObject(body) && isObject(body["error"]);
}

function failure(answer: ApiAnswer, { whenUnauthorized, whenElsewhere }: Embedder) {
  const { url, status, reason } = answer;
  const says = `${url} answered ${reason}`;
  if (status === 401 || status === 403) return new CommandError(`${says}: ${whenUnauthorized}`);
  if (status === 429 || status >= 500) return new CommandError(`${says}: try again later`);
  // Whoever embeds says itself what is wrong, as where there is no such model.
  const isOwn = saysError(answer) || (status >= 400 && status !== 404);
  return new CommandError(isOwn ? says : `${says}: ${whenElsewhere}`);
}
