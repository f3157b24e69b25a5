import { embeddingModels } from "./index";
import type { EmbeddingModel } from "./model";

/** Where the blocks of Chinese, Japanese and Korean and nearly all emoji begin, of whose characters each is about a token. */
const firstSymbol = 0x2e80;
const anySymbol = /[\u2e80-\uffff]/;

const defaultModel: EmbeddingModel = embeddingModels["amazon.titan-embed-text-v2:0"];

/**
 * About how many tokens of a model a text has, which only the model can tell. For one that is not known, as many as for
 * the service's default.
 */
export function estimateLength(text: string, { charactersPerToken } = defaultModel): number {
  if (!anySymbol.test(text)) return Math.ceil(text.length / charactersPerToken);
  let letters = 0;
  let symbols = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < firstSymbol) letters++;
    // Not the second half of a surrogate pair.
    else if (unit < 0xdc00 || unit > 0xdfff) symbols++;
  }
  return Math.ceil(letters / charactersPerToken + symbols);
}

/** About how many tokens a model reads of a text: no more than it takes, where the end is left out. */
export function estimateTokens(text: string, model = defaultModel): number {
  return Math.min(estimateLength(text, model), model.maxTokens);
}
