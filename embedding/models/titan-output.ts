import * as z from "zod/mini";
import { ApiError } from "../../functions/http/errors";
import { keepVectorText, splitVector } from "../vector-json";
import { describeInvalidData } from "./invalid-data";

const titanOutput = z.object({ embedding: z.array(z.number()), inputTextTokenCount: z.int().check(z.nonnegative()) });

/**
 * What Titan answered, as an embedding of this dimension. Throws `model_output_invalid` for anything else: a cut-off
 * answer comes back from the SDK as success, so nothing of the body is taken on trust.
 */
export function parseTitanOutput(body: Uint8Array, dimension: number): z.infer<typeof titanOutput> {
  const { text, value } = decodeJson(body);
  const { data, error } = titanOutput.safeParse(value);
  if (error) throw invalidOutput(describeInvalidData(error));
  if (data.embedding.length !== dimension) {
    throw invalidOutput(`${data.embedding.length} numbers instead of ${dimension}`);
  }
  // To find the digits of its numbers anew, once to store and once to answer, would take longer than all else here:
  // a third of the time that the handler of `generate` spends beside its calls.
  const split = splitVector(text);
  if (split) keepVectorText(data.embedding, split.vector);
  return data;
}

function decodeJson(body: Uint8Array): { readonly text: string; readonly value: unknown } {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(body);
    return { text, value: JSON.parse(text) };
  } catch {
    // Without the error, whose message quotes the body.
    throw invalidOutput(`${body.length} bytes that are not JSON`);
  }
}

/** The error of an answer that is no embedding, for this reason. */
export function invalidOutput(reason: string): ApiError {
  return new ApiError("model_output_invalid", "The model returned something other than an embedding.", {
    cause: new Error(reason),
  });
}
