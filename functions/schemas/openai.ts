import * as z from "zod/mini";
import { dimensions, maxTextCharacters, text } from "./embedding";

/** The most inputs of one request: https://platform.openai.com/docs/api-reference/embeddings/create */
const maxInputs = 2_048;

const inputs = z.array(text, { error: "must be a string or an array of strings" }).check(
  z.minLength(1, { error: `must have 1 to ${maxInputs} texts` }),
  z.maxLength(maxInputs, {
    error: ({ input }) => `must have 1 to ${maxInputs} texts and has ${(input as unknown[]).length}`,
  }),
);

/** The body of `POST /v1/embeddings`. */
export const openaiRequest = z
  .strictObject({
    input: z
      .pipe(
        z.transform((input, { issues }) => {
          if (!isTokenArray(input)) return typeof input === "string" ? [input] : input;
          issues.push({ code: "custom", input, message: "must be text: token arrays are not supported, send strings" });
          return z.NEVER;
        }),
        inputs,
      )
      .check(
        z.meta({
          description: "The text to embed, or up to 2,048 of them",
          // Beside the array, which is all that zod sees.
          override: { type: ["string", "array"], minLength: 1, maxLength: maxTextCharacters },
        }),
      ),
    model: z
      .string({ error: "must be a string" })
      .check(z.describe("The configured Bedrock model id, or the name of an OpenAI embedding model as an alias of it")),
    dimensions: z.optional(dimensions),
    encoding_format: z
      ._default(z.enum(["float", "base64"], { error: 'must be "float" or "base64"' }), "float")
      .check(z.describe("base64 is the vector as little-endian 32-bit floats")),
    user: z.optional(z.string({ error: "must be a string" })).check(z.describe("Taken and not used")),
  })
  .check(z.meta({ id: "OpenAIEmbeddingsRequest" }));

/** The answer of `POST /v1/embeddings`. */
export const openaiResponse = z
  .object({
    object: z.literal("list"),
    data: z.array(
      z.object({
        object: z.literal("embedding"),
        index: z.int().check(z.describe("The input's place in the request, from 0")),
        embedding: z.union([z.array(z.number()), z.base64()]).check(z.describe("The vector in the encoding asked for")),
      }),
    ),
    model: z.string().check(z.describe("The Bedrock model id")),
    usage: z.object({ prompt_tokens: z.int(), total_tokens: z.int() }),
  })
  .check(z.meta({ id: "OpenAIEmbeddingsResponse" }));

/** An error of `POST /v1/embeddings`. */
export const openaiError = z
  .object({
    error: z.object({
      message: z.string(),
      type: z.enum(["invalid_request_error", "server_error"]),
      param: z.nullable(z.string()).check(z.describe("The invalid field")),
      code: z.string().check(z.describe("A stable code to rely on")),
      request_id: z.string().check(z.describe("Names the request in the function's log")),
    }),
  })
  .check(z.meta({ id: "OpenAIError" }));

export type OpenaiResponse = z.infer<typeof openaiResponse>;
export type OpenaiError = z.infer<typeof openaiError>;

/** Tokens, or a list of them: what OpenAI takes as input beside texts. */
function isTokenArray(input: unknown): boolean {
  return Array.isArray(input) && input.some((item) => typeof item === "number" || Array.isArray(item));
}
