import { GetIndexCommand, type Index, type S3VectorsClient } from "@aws-sdk/client-s3vectors";
import { abbreviate } from "../../embedding/abbreviate";
import { nonFilterableKeys } from "../../embedding/index/carried-keys";
import { dimensionProblem, vectorProblem } from "../../embedding/index/indexing-problems";
import { type EmbeddingModelId, embeddingModels } from "../../embedding/models";
import type { StoredDocument } from "../../embedding/stored-document";
import type { VectorIndex } from "../../functions/settings/configured-index";
import { CommandError } from "../command/command-error";
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

/** What keeps an embedding out of an index whose vector would fit, if it were known which model it is of. */
export const noModel = "has no model";

const toReembed = "add --reembed to embed its text";

/** What keeps out what has no vector at all. */
export const noVector = `has no vector of finite numbers: ${toReembed}`;

/** Whether a document has no vector that an index can hold, or does not say of which model it is. */
export function needsVector({ model, embedding }: StoredDocument, index: TargetIndex): boolean {
  return model !== index.model || embedding?.length !== index.dimension || vectorProblem(embedding) !== undefined;
}

/** Why an index cannot hold the vector of a document, if it cannot: the end of a sentence that starts with the object's key. */
export function mismatch({ model, embedding }: StoredDocument, index: TargetIndex): string | undefined {
  if (embedding === undefined) return noVector;
  if (model && model !== index.model) {
    return `is of the model ${abbreviate(model)}, dimension ${embedding.length}, and the index of ${index.model}, dimension ${index.dimension}`;
  }
  const otherDimension = dimensionProblem(embedding.length, index.dimension);
  if (otherDimension) return `has a dimension that ${otherDimension}`;
  const unfit = vectorProblem(embedding);
  if (unfit) return `has a vector that ${unfit}: ${toReembed}`;
  return model === undefined ? noModel : undefined;
}
