import { isEmbeddingModelId, embeddingModels as supportedModels } from "../embedding/models";
import { invokedModel } from "../embedding/models/inference-profile";
import { vectorBucketNameOf, vectorNameProblem } from "./vector-name";

/** What of the configuration says how the vector indexes are. */
export interface VectorIndexConfig {
  readonly project: string;
  readonly bucketSuffixes: readonly string[];
  readonly embeddingModels: readonly string[];
  readonly vectorIndexModel: string;
  readonly vectorIndexDimension: number;
}

/** Why there cannot be indexes like this: each problem with the key that it is of. A service can do without any. */
export function vectorIndexProblems(config: VectorIndexConfig): [key: keyof VectorIndexConfig, message: string][] {
  const { project, bucketSuffixes, embeddingModels, vectorIndexModel, vectorIndexDimension } = config;
  const problems: [keyof VectorIndexConfig, string][] = [];
  const orNone = "or set vectorIndex to false";

  const bucketName = vectorBucketNameOf(project);
  const bucketReason = vectorNameProblem(bucketName);
  if (bucketReason) {
    problems.push([
      "project",
      `would name a vector bucket "${bucketName}", which ${bucketReason}: change it, ${orNone}`,
    ]);
  }
  for (const suffix of bucketSuffixes) {
    const reason = vectorNameProblem(suffix);
    if (reason) {
      problems.push(["bucketSuffixes", `would name a vector index "${suffix}", which ${reason}: rename it, ${orNone}`]);
    }
  }
  const models = embeddingModels.map(invokedModel);
  const modelIds: readonly string[] = [...new Set(models.map(({ modelId }) => modelId))];
  if (models.length > 0 && !modelIds.includes(vectorIndexModel)) {
    const model = models.find(({ invokedId }) => invokedId === vectorIndexModel);
    problems.push([
      "vectorIndexModel",
      model
        ? `must be ${model.modelId}, for an index holds vectors of a model, whatever it is invoked through`
        : `must be one of embeddingModels, which are ${modelIds.join(", ")}: name one of them, ${orNone}`,
    ]);
  } else if (isEmbeddingModelId(vectorIndexModel)) {
    const dimensions: readonly number[] = supportedModels[vectorIndexModel].dimensions;
    if (!dimensions.includes(vectorIndexDimension)) {
      problems.push([
        "vectorIndexDimension",
        `must be a length of the vectors of ${vectorIndexModel}, which offers ${dimensions.join(", ")}`,
      ]);
    }
  }
  return problems;
}
