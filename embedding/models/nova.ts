import * as z from "zod/mini";
import { withDigits } from "../with-digits";
import type { EmbeddingModel, Purpose } from "./model";
import { parseBody, tokenCount } from "./model-output";

/** What Nova calls a purpose: https://docs.aws.amazon.com/nova/latest/userguide/embeddings-schema.html */
const purposes = { document: "GENERIC_INDEX", query: "TEXT_RETRIEVAL" } as const satisfies Record<Purpose, string>;

const output = z.object({
  embeddings: z.tuple([z.object({ embedding: z.array(z.number()), truncatedCharLength: z.optional(z.number()) })]),
});

/** Amazon Nova's multimodal embedding models by id, for texts. */
export const novaModels = {
  "amazon.nova-2-multimodal-embeddings-v1:0": {
    name: "Nova Multimodal Embeddings",
    dimensions: [3072, 1024, 384, 256],
    textsPerCall: 1,
    // What it refuses; its documentation says 8,192.
    maxCharacters: 50_000,
    maxTokens: 8_192,
    // As of Titan: Nova documents no number of its own.
    charactersPerToken: 4.7,
    pricePerMillionTokens: 0.135,
    profiles: [],
    needsSubscription: false,
    normalizes: true,
    truncates: true,
    request: ([value], { dimension, purpose, truncate }) => ({
      schemaVersion: "nova-multimodal-embed-v1",
      taskType: "SINGLE_EMBEDDING",
      singleEmbeddingParams: {
        embeddingPurpose: purposes[purpose],
        embeddingDimension: dimension,
        text: { truncationMode: truncate ? "END" : "NONE", value },
      },
    }),
    response: (body, headers) => {
      const [{ embedding, truncatedCharLength }] = parseBody(output, body).embeddings;
      return {
        vectors: [withDigits(embedding, body)],
        inputTokens: tokenCount(headers),
        truncated: truncatedCharLength !== undefined,
      };
    },
    isTooLong: (message) => /expected maxLength|too long|too many input tokens/i.test(message),
  },
} as const satisfies Record<string, EmbeddingModel>;
