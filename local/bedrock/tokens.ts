import { TokenCounter } from "../../embedding/models/token-counter";
import { inputTooLong } from "./bedrock-error";

/**
 * How many tokens the local models count in a text: one for so many characters of English, as a model documents it, and
 * for fewer of other scripts. The models themselves count by tokenizers that are not public.
 */
export function countTokens(text: string, charactersPerToken: number): number {
  return Math.ceil(exactTokens(text, charactersPerToken));
}

/** Arguments of {@link fitToTokens}. */
export interface FitToTokensArgs {
  readonly maxTokens: number;
  readonly charactersPerToken: number;
  /** What stays of a text with more tokens; `undefined` where it is refused. */
  readonly keep: "start" | "end" | undefined;
}

/** The longest start, or end, of a text that has at most so many tokens. Throws Bedrock's error where it is refused. */
export function fitToTokens(text: string, { maxTokens, charactersPerToken, keep }: FitToTokensArgs): string {
  if (exactTokens(text, charactersPerToken) <= maxTokens) return text;
  if (!keep) throw inputTooLong();
  const characters = [...text];
  if (keep === "end") characters.reverse();
  const counter = new TokenCounter(charactersPerToken);
  const end = characters.findIndex((character) => {
    counter.add(codePointOf(character));
    return counter.tokens > maxTokens;
  });
  const kept = characters.slice(0, end);
  if (keep === "end") kept.reverse();
  return kept.join("");
}

function exactTokens(text: string, charactersPerToken: number): number {
  const counter = new TokenCounter(charactersPerToken);
  for (const character of text) counter.add(codePointOf(character));
  return counter.tokens;
}

function codePointOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}
