import { countTokens } from "../../embedding/models/count-tokens";
import { inputTooLong } from "./bedrock-error";

/** Arguments of {@link fitToTokens}. */
export interface FitToTokensArgs {
  readonly maxTokens: number;
  readonly charactersPerToken: number;
  /** What stays of a text with more tokens; `undefined` where it is refused. */
  readonly keep: "start" | "end" | undefined;
}

/**
 * The longest start, or end, of a text that has at most so many tokens, as they are estimated: the models themselves count
 * by tokenizers that are not public. Throws Bedrock's error where it is refused.
 */
export function fitToTokens(text: string, { maxTokens, charactersPerToken, keep }: FitToTokensArgs): string {
  if (countTokens(text, charactersPerToken) <= maxTokens) return text;
  if (!keep) throw inputTooLong();
  const characters = [...text];
  const part = (length: number) =>
    (keep === "start" ? characters.slice(0, length) : characters.slice(characters.length - length)).join("");
  let fitting = 0;
  let tooLong = characters.length;
  while (tooLong - fitting > 1) {
    const length = Math.floor((fitting + tooLong) / 2);
    if (countTokens(part(length), charactersPerToken) <= maxTokens) fitting = length;
    else tooLong = length;
  }
  return part(fitting);
}
