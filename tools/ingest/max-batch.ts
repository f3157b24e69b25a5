import { embeddingModels } from "../../embedding/models";
import type { EmbeddingModel } from "../../embedding/models/model";

/** The most items that the API takes in a request. */
const maxItems = 100;

/**
 * The most passages of one request: such that they fill the calls of every model, for what is left over would be a call of
 * few texts.
 */
export const maxBatch = Math.min(
  ...Object.values<EmbeddingModel>(embeddingModels).map(
    ({ textsPerCall }) => maxItems - (maxItems % Math.min(textsPerCall, maxItems)),
  ),
);
