import * as z from "zod";
import { causeOf, errorMessage } from "../../common/caught-error";
import { parsedJson } from "../../common/parsed-json";
import { type Encoder, EncoderError } from "./encoder";

/** After which a server that does not answer is given up, in milliseconds: it may load the model first. */
const timeoutMs = 60_000;

/** A server that speaks OpenAI's protocol, and its model. */
export interface ModelServer {
  /** Where its routes begin, such as `http://localhost:11434/v1`. */
  readonly url: string;
  /** What it calls the model. */
  readonly name: string;
  /**
   * What it is called with, as a bearer token.
   * @default nothing
   */
  readonly key?: string | undefined;
}

const answer = z.object({ data: z.tuple([z.object({ embedding: z.array(z.number()).min(1) })]) });

/**
 * Vectors of another server's model: with zeros behind what it gives, which leaves cosines as they are, or without what is
 * beyond the length asked for, as models allow that are trained for it. All spaces are one.
 * https://platform.openai.com/docs/api-reference/embeddings/create
 */
export function openaiEncoder(model: ModelServer): Encoder {
  return {
    encode: async (text, { dimension }) => {
      const vector = await openaiVector(model, text);
      return Array.from({ length: dimension }, (_, index) => vector[index] ?? 0);
    },
  };
}

/** The vector as the server gives it. Throws an {@link EncoderError}. */
export async function openaiVector({ url, name, key }: ModelServer, input: string): Promise<readonly number[]> {
  const failed = (why: string) => new EncoderError(`The model ${name} at ${url} gives no embeddings: ${why}`);
  let response: Response;
  let body: string;
  try {
    response = await fetch(`${url.replace(/\/$/, "")}/embeddings`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(key && { authorization: `Bearer ${key}` }) },
      body: JSON.stringify({ model: name, input, encoding_format: "float" }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    body = await response.text();
  } catch (error) {
    throw failed(errorMessage(causeOf(error)));
  }
  if (!response.ok) throw failed(`${response.status} ${body.slice(0, 300)}`);
  const parsed = answer.safeParse(parsedJson(body));
  if (!parsed.success) throw failed(`it answers ${body.slice(0, 100)}`);
  return parsed.data.data[0].embedding;
}
