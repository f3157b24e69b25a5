import { embeddingModels } from "../../../embedding/models";
import { countTokens } from "../../../embedding/models/count-tokens";

/** About how many tokens the default model makes of a text. */
export function countTitanTokens(text: string): number {
  return countTokens(text, embeddingModels["amazon.titan-embed-text-v2:0"].charactersPerToken);
}
