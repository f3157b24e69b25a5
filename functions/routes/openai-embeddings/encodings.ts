import { base64Floats } from "../../../embedding/base64-floats";
import { EmbeddingError } from "../../../embedding/errors";
import { maxFloatBytes, shortFloats } from "../../../embedding/float-text";
import { maxResponseBytes } from "../../http/http-handler";
import { maxInputs } from "./inputs";

/** How a vector is answered: its JSON value, and the most bytes that one of a dimension takes. */
export const encodings = {
  float: { encode: shortFloats, maxBytes: (dimension: number) => dimension * maxFloatBytes },
  base64: { encode: base64Floats, maxBytes: (dimension: number) => Math.ceil((dimension * 4) / 3) * 4 },
};

/** A name of {@link encodings}. */
export type Encoding = keyof typeof encodings;

/** What each vector has around it in an answer, and what is around all, in bytes, at the most. */
const bytesAroundVector = 100;
const bytesAroundVectors = 1_024;

/** How many vectors an answer holds, whatever their numbers, of as many inputs as a request has. */
function mostVectors(encoding: Encoding, dimension: number): number {
  const bytes = encodings[encoding].maxBytes(dimension) + bytesAroundVector;
  return Math.min(maxInputs, Math.floor((maxResponseBytes - bytesAroundVectors) / bytes));
}

/** What a request asks for, of what its model offers. */
interface FitArgs {
  readonly inputs: number;
  readonly encoding: Encoding;
  readonly dimension: number;
  readonly dimensions: readonly number[];
}

/** Throws where there are more inputs than an answer holds vectors of: how many it holds, and with what else it holds more. */
export function requireFit({ inputs, encoding, dimension, dimensions }: FitArgs): void {
  const most = mostVectors(encoding, dimension);
  if (inputs <= most) return;
  const others = [
    ...(encoding === "float" ? [`encoding_format "base64" (at most ${mostVectors("base64", dimension)})`] : []),
    ...dimensions
      .filter((other) => other < dimension)
      .map((other) => `dimensions ${other} (at most ${mostVectors(encoding, other)})`),
  ];
  const detail =
    `The vectors of ${inputs} inputs, of ${dimension} numbers each, are more than AWS Lambda returns: send at most ` +
    `${most} in one request${others.length > 0 ? `, or ask for ${others.join(" or ")}` : ""}.`;
  throw new EmbeddingError("response_too_large", detail, { errors: [{ field: "input", message: detail }] });
}
