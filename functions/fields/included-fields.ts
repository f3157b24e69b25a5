import * as z from "zod/mini";
import { described } from "../../embedding/described";

/** What of a stored embedding an answer can have beside its id. */
const includedField = described(
  z.literal(["text", "metadata", "expires_at", "embedding"], {
    error: 'must be "text", "metadata", "expires_at" or "embedding"',
  }),
  { id: "IncludedField" },
);

export type IncludedField = z.infer<typeof includedField>;

/** Which of it an answer has. */
export const includedFields = z
  .array(includedField, { error: 'must be a list of "text", "metadata", "expires_at" and "embedding"' })
  .check(z.refine((fields) => new Set(fields).size === fields.length, { error: "must name each field once" }));
