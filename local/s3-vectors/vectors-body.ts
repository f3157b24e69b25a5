import { readBody } from "../read-body";
import { vectorLimits } from "./vector-limits";
import { VectorsError } from "./vectors-error";

/** The JSON of a request's body; `{}` where it is empty. Throws a {@link VectorsError} where it is too long or no JSON. */
export async function readVectorsBody(payload: AsyncIterable<Buffer>): Promise<unknown> {
  const body = await readBody(payload, vectorLimits.requestBytes);
  if (!body) throw new VectorsError("ValidationException", "Request body exceeds max allowed size");
  return parseJson(body.toString());
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
