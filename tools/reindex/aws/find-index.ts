import { GetIndexCommand, type Index, type S3VectorsClient } from "@aws-sdk/client-s3vectors";
import { nonFilterableKeys } from "../../../embedding/index/carried-keys";
import { type EmbeddingModelId, embeddingModels } from "../../../embedding/models";
import { CommandError } from "../../command/command-error";
import type { AwsCalls } from "./aws-calls";
import type { IndexName } from "./index-name";

/** The index to rebuild. */
export interface FoundIndex {
  readonly arn: string;
  readonly model: EmbeddingModelId;
  readonly dimension: number;
}

/**
 * The index of this name, for vectors of a model. Throws a {@link CommandError} where it cannot hold them as the service
 * puts them, or an `AwsCallError`.
 */
export async function findIndex(
  client: S3VectorsClient,
  name: IndexName,
  { model, indexCalls }: { readonly model: EmbeddingModelId; readonly indexCalls: AwsCalls },
): Promise<FoundIndex> {
  const { region: _, ...index } = { region: undefined, ...name };
  const { index: found } = await indexCalls.run(() => client.send(new GetIndexCommand(index)));
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
