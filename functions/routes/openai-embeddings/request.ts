import * as z from "zod/mini";
import { described } from "../../../embedding/described";
import type { Purpose } from "../../../embedding/models/model";
import { maxTextCharacters, text } from "../../../embedding/text";
import { dimensions, truncate } from "../../http/generation-fields";

/** The most inputs of one request: https://platform.openai.com/docs/api-reference/embeddings/create */
const maxInputs = 2_048;

/** One text as a list of it; anything else is left to what validates next. */
const listOfInputs = z.transform((input, { issues }) => {
  if (!isTokenArray(input)) return typeof input === "string" ? [input] : input;
  issues.push({ code: "custom", input, message: "must be text: token arrays are not supported, send strings" });
  return z.NEVER;
});

const inputs = z.array(text, { error: "must be a string or an array of strings" }).check(
  z.minLength(1, { error: `must have 1 to ${maxInputs} texts` }),
  z.maxLength(maxInputs, {
    error: ({ input }) => `must have 1 to ${maxInputs} texts and has ${(input as unknown[]).length}`,
  }),
);

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

/** The body of `POST /v1/embeddings`. */
export const openaiRequest = described(
  z.strictObject({
    input: described(z.pipe(listOfInputs, inputs), {
      description: "The text to embed, or up to 2,048 of them",
      // Beside the array, which is all that zod sees.
      override: { type: ["string", "array"], minLength: 1, maxLength: maxTextCharacters, pattern: "\\S" },
    }),
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

/** Tokens, or a list of them: what OpenAI takes as input beside texts. */
function isTokenArray(input: unknown): boolean {
  return Array.isArray(input) && input.some((item) => typeof item === "number" || Array.isArray(item));
}
