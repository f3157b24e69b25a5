import * as z from "zod/mini";
import { withDigits } from "../with-digits";
import type { EmbeddingModel } from "./model";
import { parseBody } from "./model-output";

const output = z.object({ embedding: z.array(z.number()), inputTextTokenCount: z.int().check(z.nonnegative()) });

/** What both have in common: https://docs.aws.amazon.com/bedrock/latest/userguide/titan-embedding-models.html */
const titan = {
  textsPerCall: 1,
  maxCharacters: 50_000,
  maxTokens: 8_192,
  charactersPerToken: 4.7,
  profiles: [],
  needsSubscription: false,
  truncates: false,
  response: (body) => {
    const { embedding, inputTextTokenCount } = parseBody(output, body);
    return { vectors: [withDigits(embedding, body)], inputTokens: inputTextTokenCount };
  },
  isTooLong: (message) => /too many input tokens|expected maxLength/i.test(message),
  fittingShare: (message) => {
    const [, most, count] = /max input tokens: (\d+), request input token count: (\d+)/i.exec(message) ?? [];
    return most && count ? Number(most) / Number(count) : undefined;
  },
} as const satisfies Partial<EmbeddingModel>;

/**
 * Amazon's own text embedding models by id.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-text.html
 */
export const titanModels = {
  "amazon.titan-embed-text-v2:0": {
    ...titan,
    name: "Titan Text Embeddings V2",
    dimensions: [1024, 512, 256],
    pricePerMillionTokens: 0.02,
    normalizes: true,
    request: ([inputText], { dimension, normalize }) => ({ inputText, dimensions: dimension, normalize }),
  },
  "amazon.titan-embed-text-v1": {
    ...titan,
    name: "Titan Embeddings G1 - Text",
    dimensions: [1536],
    pricePerMillionTokens: 0.1,
    normalizes: false,
    request: ([inputText]) => ({ inputText }),
  },
} as const satisfies Record<string, EmbeddingModel>;
