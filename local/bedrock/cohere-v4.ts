import * as z from "zod";
import { BedrockError } from "./bedrock-error";
import { embedLocally, inputTypes, maxTexts } from "./cohere-embeddings";
import type { LocalModel } from "./local-model";

const maxTokens = 128_000;

/** Of the embedding types, the local model gives floats only. */
const request = z.strictObject({
  texts: z.array(z.string().min(1)).min(1).max(maxTexts),
  input_type: z.enum(inputTypes),
  embedding_types: z
    .array(z.enum(["float"]))
    .min(1)
    .optional(),
  output_dimension: z.literal([1536, 1024, 512, 256]).default(1536),
  max_tokens: z.int().min(1).max(maxTokens).default(maxTokens),
  truncate: z.enum(["NONE", "LEFT", "RIGHT"]).default("NONE"),
});

/** Which part of a text stays, by what `truncate` discards. */
const kept = { NONE: undefined, LEFT: "end", RIGHT: "start" } as const;

/**
 * Cohere Embed v4, for texts.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-embed-v4.html
 */
export const cohereV4Models = {
  "cohere.embed-v4:0": {
    // https://docs.aws.amazon.com/bedrock/latest/userguide/model-card-cohere-embed-v4.html
    profiles: ["us", "eu", "global"],
    invoke: async (body, encoder) => {
      const { data, error } = request.safeParse(body);
      if (error) {
        // Whatever is wrong: https://github.com/BerriAI/litellm/issues/25925
        throw new BedrockError(
          "ValidationException",
          "Malformed request. Please check your parameter/values and try again.",
        );
      }
      const { id, inputTokens, vectors } = await embedLocally(data.texts, {
        encoder,
        model: "cohere.embed-v4:0",
        dimension: data.output_dimension,
        inputType: data.input_type,
        maxTokens: data.max_tokens,
        keep: kept[data.truncate],
        significantBits: 8,
      });
      return {
        inputTokens,
        // By type, whether or not types were asked for.
        body: { id, texts: data.texts, response_type: "embeddings_by_type", embeddings: { float: vectors } },
      };
    },
  },
} as const satisfies Record<string, LocalModel>;
