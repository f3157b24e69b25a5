import * as z from "zod/mini";
import { described } from "../../../embedding/described";
import { encodedVector } from "../../fields/vector-encoding";

/** The answer of `POST /v1/embeddings`. */
export const openaiResponse = described(
  z.object({
    object: z.literal("list"),
    data: z.array(
      z.object({
        object: z.literal("embedding"),
        index: described(z.int(), "The input's place in the request, from 0"),
        embedding: described(z.clone(encodedVector), "The vector in the encoding asked for"),
        truncated: described(
          z.optional(z.literal(true)),
          "Where the end of the input was left out, as truncate allows",
        ),
      }),
    ),
    model: described(z.string(), "The Bedrock model id"),
    usage: z.object({ prompt_tokens: z.int(), total_tokens: z.int() }),
  }),
  { id: "OpenAIEmbeddingsResponse" },
);

/** An error of `POST /v1/embeddings`. */
export const openaiError = described(
  z.object({
    error: z.object({
      message: z.string(),
      type: z.enum(["invalid_request_error", "server_error"]),
      param: described(z.nullable(z.string()), "The invalid field, such as input.3"),
      code: described(z.string(), "A stable code to rely on"),
      request_id: described(z.string(), "Names the request in the function's log"),
    }),
  }),
  { id: "OpenAIError" },
);

export type OpenaiResponse = z.infer<typeof openaiResponse>;
export type OpenaiError = z.infer<typeof openaiError>;
