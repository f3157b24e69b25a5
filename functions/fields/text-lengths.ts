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
  model: EmbeddingModel,
): void {
  const errors = Object.entries(texts).flatMap(([field, text]): FieldProblem[] => {
    const message = textLengthProblem(text, truncate, model);
    return message ? [{ field, message }] : [];
  });
  if (errors.length > 0) throw invalidRequest(errors);
}

/** Why a text has more characters than a model takes, if it has and is not to be cut. */
export function textLengthProblem(
  text: string,
  truncate: Truncation,
  { maxCharacters }: EmbeddingModel,
): string | undefined {
  if (truncate === "end" || maxCharacters === undefined) return undefined;
  const problem = lengthProblem(text, maxCharacters);
  return problem && `${problem}, or set truncate to "end"`;
}
