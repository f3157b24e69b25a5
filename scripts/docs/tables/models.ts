import { embeddingModels } from "../../../embedding/models";
import { invokedIdsOf } from "../../../embedding/models/inference-profile";
import type { EmbeddingModel } from "../../../embedding/models/model";
import { formatPrice } from "../../../tools/command/token-cost";
import { code, markdownTable } from "../markdown";

/** The models with what they offer, take and cost. */
export function modelsTable(): string {
  return markdownTable(
    [
      "model",
      "`bedrockModelId`",
      "dimensions, the default first",
      "longest text",
      "texts a call",
      "$ a million tokens",
      "needs",
    ],
    Object.entries<EmbeddingModel>(embeddingModels).map(([id, model]) => [
      model.name,
      invokedIdsOf(id).map(code).join(", "),
      model.dimensions.map(String).join(", "),
      longest(model),
      String(model.textsPerCall),
      formatPrice(model.pricePerMillionTokens),
      model.needsSubscription ? "[a subscription](#access)" : "",
    ]),
  );
}

function longest({ maxTokens, maxCharacters }: EmbeddingModel): string {
  const tokens = `${maxTokens.toLocaleString("en-US")} tokens`;
  return maxCharacters === undefined ? tokens : `${tokens}, ${maxCharacters.toLocaleString("en-US")} characters`;
}
