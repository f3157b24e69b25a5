import * as z from "zod/mini";
import { described } from "../../../embedding/described";
import type { Purpose } from "../../../embedding/models/model";
import { maxTextCharacters } from "../../../embedding/text";
import { dimensions, truncate } from "../../fields/generation-fields";
import { inputError, maxInputs } from "./inputs";

/** What the field's names say that a text is embedded for. */
const purposes = {
  document: "document",
  search_document: "document",
  passage: "document",
  query: "query",
  search_query: "query",
} as const satisfies Record<string, Purpose>;
const purposeNames = Object.keys(purposes) as (keyof typeof purposes)[];

const lowerCase = z.transform((value) => (typeof value === "string" ? value.toLowerCase() : value));

/** A schema of texts in lower case that takes any case. */
function anyCase<Schema extends z.ZodMiniType>(schema: Schema) {
  return z.pipe(lowerCase, schema);
}

const purpose = described(
  z._default(
    z.pipe(
      anyCase(z.enum(purposeNames, { error: 'must be "document" or "query"' })),
      z.transform((name): Purpose => purposes[name]),
    ),
    "document",
  ),
  {
    description: "What the vectors are for, in any case: to be stored and found, or to find by",
    override: { type: "string", enum: purposeNames },
  },
);

const textSchema = { type: "string", minLength: 1, maxLength: maxTextCharacters } as const;
/** What is no token of cl100k_base, between its texts and the last of its own signs. */
const noTokens = [{ const: 100_256 }, { minimum: 100_261, maximum: 100_275 }];
const tokensSchema = {
  type: "array",
  minItems: 1,
  items: { type: "integer", minimum: 0, maximum: 100_276, not: { anyOf: noTokens } },
} as const;

/** The body of `POST /v1/embeddings`. What else clients send is taken and not used. */
export const openaiRequest = described(
  z.object({
    // Checked by what reads it: of so many tokens, a schema would take seconds.
    input: described(
      z.custom((value) => value !== undefined, { error: inputError }),
      {
        description: "The text to embed, or up to 2,048 of them; also tokens of cl100k_base, or lists of them",
        override: {
          anyOf: [
            textSchema,
            { type: "array", minItems: 1, maxItems: maxInputs, items: textSchema },
            tokensSchema,
            { type: "array", minItems: 1, maxItems: maxInputs, items: tokensSchema },
          ],
        },
      },
    ),
    model: described(
      z.string({ error: "must be a string" }),
      "The model, by its Bedrock model id, the id of its inference profile or an alias, of those that `GET /v1/models` lists",
    ),
    dimensions: z.optional(dimensions),
    input_type: purpose,
    truncate: anyCase(truncate),
    encoding_format: described(
      z._default(z.enum(["float", "base64"], { error: 'must be "float" or "base64"' }), "float"),
      { id: "EncodingFormat", description: "base64 is the vector as little-endian 32-bit floats" },
    ),
    user: described(z.optional(z.string({ error: "must be a string" })), "Taken and not used"),
  }),
  { id: "OpenAIEmbeddingsRequest" },
);
