import * as z from "zod/mini";
import type { EmbeddingModel, Purpose } from "./model";
import { parseBody, tokenCount } from "./model-output";

/** What Cohere calls a purpose. The same words are another vector for each. */
const inputTypes = { document: "search_document", query: "search_query" } as const satisfies Record<Purpose, string>;

const floats = z.array(z.array(z.number()));
/** By type where types were asked for, and by version 4 always. */
const output = z.object({ embeddings: z.union([z.object({ float: floats }), floats]) });

const cohere = {
  textsPerCall: 96,
  needsSubscription: true,
  // Their numbers are 16-bit floats, so that a vector's length is only about 1. As they are divided, the digits that they
  // came with are not kept.
  normalizes: false,
  truncates: true,
  /** https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-embed-v3.html */
  charactersPerToken: 4,
  response: (body, headers) => {
    const { embeddings } = parseBody(output, body);
    return { vectors: Array.isArray(embeddings) ? embeddings : embeddings.float, inputTokens: tokenCount(headers) };
  },
} as const satisfies Partial<EmbeddingModel>;

/** https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-embed-v3.html */
const version3 = {
  ...cohere,
  dimensions: [1024],
  // Of the request's schema, whatever the model may cut.
  maxCharacters: 2_048,
  maxTokens: 512,
  pricePerMillionTokens: 0.1,
  profiles: [],
  request: (texts, { purpose, truncate }) => ({
    input_type: inputTypes[purpose],
    texts,
    truncate: truncate ? "END" : "NONE",
    embedding_types: ["float"],
  }),
  isTooLong: (message) => /input is too long|\/texts\/\d+: expected maxLength/i.test(message),
} as const satisfies Partial<EmbeddingModel>;

/** Cohere's text embedding models by id. */
export const cohereModels = {
  "cohere.embed-english-v3": { ...version3, name: "Cohere Embed English v3" },
  "cohere.embed-multilingual-v3": { ...version3, name: "Cohere Embed Multilingual v3" },
  /** https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-embed-v4.html */
  "cohere.embed-v4:0": {
    ...cohere,
    name: "Cohere Embed v4",
    dimensions: [1536, 1024, 512, 256],
    maxCharacters: undefined,
    maxTokens: 128_000,
    pricePerMillionTokens: 0.12,
    profiles: ["us", "eu", "global"],
    request: (texts, { purpose, dimension, truncate }) => ({
      input_type: inputTypes[purpose],
      texts,
      truncate: truncate ? "RIGHT" : "NONE",
      embedding_types: ["float"],
      output_dimension: dimension,
    }),
    isTooLong: (message) => /too long/i.test(message),
  },
} as const satisfies Record<string, EmbeddingModel>;
