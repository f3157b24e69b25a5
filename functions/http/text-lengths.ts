import { type FieldProblem, invalidRequest } from "../../embedding/errors";
import type { EmbeddingModel, Truncation } from "../../embedding/models/model";
import { lengthProblem } from "../../embedding/text";

/**
 * Throws 422 where a text, by the field that it is in, is longer than a model takes and not to be cut. What has too many
 * tokens the model tells.
 */
export function requireTextLengths(
  texts: Readonly<Record<string, string>>,
  truncate: Truncation,
  { maxCharacters }: EmbeddingModel,
): void {
  if (truncate === "end" || maxCharacters === undefined) return;
  const errors = Object.entries(texts).flatMap(([field, text]): FieldProblem[] => {
    const problem = lengthProblem(text, maxCharacters);
    return problem ? [{ field, message: `${problem}, or set truncate to "end"` }] : [];
  });
  if (errors.length > 0) throw invalidRequest(errors);
}
