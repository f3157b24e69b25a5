import { GetIndexCommand, type Index, type S3VectorsClient } from "@aws-sdk/client-s3vectors";
import { type EmbeddingModelId, embeddingModels } from "../../functions/embedding-models";
import { dimensionProblem, metadataProblem, vectorProblem } from "../../functions/indexing-problems";
import type { EmbeddingDocument } from "../../functions/schemas/embedding";
import type { VectorIndex } from "../../functions/vector-index";
import { nonFilterableKeys } from "../../functions/vector-metadata-keys";
import { CommandError } from "../command-error";
import type { IndexName } from "./index-name";

/** The index to rebuild. */
export interface TargetIndex extends VectorIndex {
  readonly model: EmbeddingModelId;
}

/**
 * The index of this name, for vectors of a model. Throws a {@link CommandError} where it cannot hold them as the service
 * puts them, or what the SDK throws.
 */
export async function findIndex(
  vectors: S3VectorsClient,
  name: IndexName,
  model: EmbeddingModelId,
): Promise<TargetIndex> {
  const { region: _, ...index } = { region: undefined, ...name };
  const { index: found } = await vectors.send(new GetIndexCommand(index));
  const { indexArn: arn = "", dimension = 0 } = found ?? {};
  const problem = found && indexProblem(found, model);
  if (problem) throw new CommandError(`The vector index ${arn} ${problem}`);
  return { arn, model, dimension };
}

function indexProblem(
  { dimension = 0, distanceMetric, metadataConfiguration }: Index,
  model: EmbeddingModelId,
): string | undefined {
  const { dimensions }: { readonly dimensions: readonly number[] } = embeddingModels[model];
  if (!dimensions.includes(dimension)) {
    return `has the dimension ${dimension}, and ${model} offers ${dimensions.join(", ")}: set --model to that of the index`;
  }
  if (distanceMetric !== "cosine") {
    return `compares by ${distanceMetric}, and the service by cosine: set --index to one that the bootstrap stack made`;
  }
  const missing = nonFilterableKeys.filter((key) => !metadataConfiguration?.nonFilterableMetadataKeys?.includes(key));
  return missing.length > 0
    ? `lacks the non-filterable metadata keys ${missing.join(", ")}: set --index to one that the bootstrap stack made`
    : undefined;
}

/** Whether a document has another model or dimension than an index. A vector that was computed elsewhere has no model. */
export function isOfOther({ model, dimension }: EmbeddingDocument, index: TargetIndex): boolean {
  return model !== index.model || dimension !== index.dimension;
}

/** Why an index cannot hold a document, if it cannot: the end of a sentence that starts with the object's key. */
export function mismatch({ model, dimension, embedding, metadata }: EmbeddingDocument, index: TargetIndex) {
  if (model !== null && model !== index.model) {
    return `is of the model ${model}, dimension ${dimension}, and the index of ${index.model}, dimension ${index.dimension}`;
  }
  const otherDimension = dimensionProblem(dimension, index.dimension);
  if (otherDimension) return `has a dimension that ${otherDimension}`;
  const unfit = vectorProblem(embedding);
  return unfit ? `has a vector that ${unfit}` : metadataMismatch(metadata);
}

/** Why an index cannot hold metadata, if it cannot. */
export function metadataMismatch(metadata: EmbeddingDocument["metadata"]): string | undefined {
  const problem = metadataProblem(metadata);
  return problem && `has metadata that ${problem}`;
}
