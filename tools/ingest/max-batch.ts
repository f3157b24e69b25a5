import { embeddingModels } from "../../embedding/models";
import type { EmbeddingModel } from "../../embedding/models/model";

/** The most items that the API takes in a request. */
const maxItems = 100;

/**
 * The most passages of one request: whole calls of every model, for Bedrock limits embedding models by calls, and what is
 * left over would be one of few texts. https://docs.aws.amazon.com/bedrock/latest/userguide/titan-embedding-models.html
 */
export const maxBatch = Math.min(
  ...Object.values<EmbeddingModel>(embeddingModels).map(
    ({ textsPerCall }) => maxItems - (maxItems % Math.min(textsPerCall, maxItems)),
  ),
);
