import { EmbeddingError } from "../../embedding/errors";
import { toJson } from "../../embedding/vector-json";
import { toProblem } from "./error-answer";
import { maxResponseBytes } from "./http-handler";
import type { Problem } from "./problem";
import type { RequestContext } from "./request-context";

/** What an answer has around its parts, of which the cursor and the headers are the most, in bytes. */
const bytesAround = 16 * 1_024;

/** The most bytes of the parts of an answer. */
export const answerRoom = maxResponseBytes - bytesAround;

/** Parts that there is room for in an answer, and how much of it they take. */
export interface Fitting<Part> {
  readonly parts: readonly Part[];
  readonly bytes: number;
}

/** Those of the parts, from the first on, that so many bytes have room for; for what no answer has room for, what `without` makes of it. */
export function fitting<Part extends object>(
  parts: readonly Part[],
  leftBytes: number,
  without: (part: Part) => Part,
): Fitting<Part> {
  const fit: Part[] = [];
  let bytes = 0;
  for (const part of parts) {
    const size = sizeOf(part);
    // It would keep a client from going on.
    const fitted = size > answerRoom ? without(part) : part;
    const taken = fitted === part ? size : sizeOf(fitted);
    if (bytes + taken > leftBytes) break;
    bytes += taken;
    fit.push(fitted);
  }
  return { parts: fit, bytes };
}

/** Why an answer has nothing of what is stored under an id, which is too large for any. */
export function tooLargeProblem(id: string, { requestId }: RequestContext): Problem {
  const error = new EmbeddingError(
    "response_too_large",
    `What is stored for "${id}" is larger than AWS Lambda returns: read it from the bucket.`,
  );
  return toProblem(error, requestId);
}

/** The bytes of a part and a comma in a result of Lambda, which is JSON that has the answer as a text. */
function sizeOf(part: object): number {
  return Buffer.byteLength(JSON.stringify(toJson(part))) - 1;
}
