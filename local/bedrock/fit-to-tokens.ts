import { countTokens, TokenCounter } from "../../embedding/models/token-counter";
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
  if (keep === "end") characters.reverse();
  const counter = new TokenCounter(charactersPerToken);
  const end = characters.findIndex((character) => {
    counter.add(character);
    return counter.tokens > maxTokens;
  });
  const kept = characters.slice(0, end);
  if (keep === "end") kept.reverse();
  return kept.join("");
}
