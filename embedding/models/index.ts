/** What is asked of a model. */
export interface EmbeddingRequest {
  readonly text: string;
  readonly dimension: number;
  /** Whether the vector has unit length. */
  readonly normalize: boolean;
}

/** A text embedding model on Amazon Bedrock. */
export interface EmbeddingModel {
  /** The lengths of vector that the model offers, its default first. */
  readonly dimensions: readonly [number, ...number[]];
  /** The cross-region inference profiles that it is invoked through too, by the start of their ids. */
  readonly profiles: readonly ("us" | "eu" | "global")[];
  /** Whether the model itself follows `normalize`. */
  readonly normalizes: boolean;
  /** The body of InvokeModel. */
  readonly body: (request: EmbeddingRequest) => Record<string, unknown>;
}

/**
 * The supported models by their Bedrock model id.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-text.html
 */
export const embeddingModels = {
  "amazon.titan-embed-text-v2:0": {
    dimensions: [1024, 512, 256],
    profiles: [],
    normalizes: true,
    body: ({ text, dimension, normalize }) => ({ inputText: text, dimensions: dimension, normalize }),
  },
  "amazon.titan-embed-text-v1": {
    dimensions: [1536],
    profiles: [],
    normalizes: false,
    body: ({ text }) => ({ inputText: text }),
  },
  "cohere.embed-v4:0": {
    dimensions: [1536, 1024, 512, 256],
    profiles: ["us", "eu", "global"],
    normalizes: false,
    body: ({ text, dimension }) => ({ texts: [text], input_type: "search_document", output_dimension: dimension }),
  },
} as const satisfies Record<string, EmbeddingModel>;

/** The id of a supported model. */
export type EmbeddingModelId = keyof typeof embeddingModels;

/** Whether an id is that of a supported model. */
export function isEmbeddingModelId(id: string): id is EmbeddingModelId {
  return Object.hasOwn(embeddingModels, id);
}
