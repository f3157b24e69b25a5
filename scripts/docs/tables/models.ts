import { embeddingModels } from "../../../embedding/models";
import { code, markdownTable } from "../markdown";

/** The models with what they offer, take and cost. */
export function modelsTable(): string {
  return markdownTable(
    ["model", "dimensions, the default first"],
    Object.entries(embeddingModels).map(([id, { dimensions }]) => [code(id), dimensions.join(", ")]),
  );
}
