import { countTokens } from "./count-tokens";
import type { EmbeddingModel } from "./model";

/** About how many tokens a model reads of a text: no more than it takes, where the end is left out. */
export function estimateTokens(text: string, { charactersPerToken, maxTokens }: EmbeddingModel): number {
  return Math.min(countTokens(text, charactersPerToken), maxTokens);
}
