import { vectorLimits } from "./vector-limits";
import { VectorsError } from "./vectors-error";

/**
 * The JSON of a request's body; `{}` where it is empty. Throws a {@link VectorsError} where it is too long or no JSON.
 * Also a body that is too long is read to its end: else the client would find the connection reset.
 */
export async function readVectorsBody(payload: AsyncIterable<Buffer>): Promise<unknown> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of payload) {
    length += chunk.length;
    if (length <= vectorLimits.requestBytes) chunks.push(chunk);
  }
  if (length > vectorLimits.requestBytes) {
    throw new VectorsError("ValidationException", "Request body exceeds max allowed size");
  }
  return parseJson(Buffer.concat(chunks).toString());
}

/** Half of a surrogate pair, as JSON has it, or a whole one. */
const surrogate = /\\u[dD][89a-fA-F]/;

function parseJson(text: string): unknown {
  try {
    if (text === "") return {};
    if (!surrogate.test(text)) return JSON.parse(text);
    return JSON.parse(text, (key, value) => {
      if (!key.isWellFormed() || (typeof value === "string" && !value.isWellFormed())) throw new Error("half a pair");
      return value;
    });
  } catch {
    throw new VectorsError("SerializationException", "UnknownError");
  }
}
