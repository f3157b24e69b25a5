import { inputTooLong } from "./bedrock-error";

/**
 * How many tokens the local models count in a text: one for each `charactersPerToken` of its ASCII characters, which
 * is what a model documents of English, and one for any other character, as in Chinese or an emoji. The models
 * themselves count by tokenizers that are not public.
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
  let ascii = 0;
  let others = 0;
  const end = characters.findIndex((character) => {
    if (isAscii(character)) ascii++;
    else others++;
    return ascii / charactersPerToken + others > maxTokens;
  });
  const kept = characters.slice(0, end);
  if (keep === "end") kept.reverse();
  return kept.join("");
}

function exactTokens(text: string, charactersPerToken: number): number {
  let ascii = 0;
  let others = 0;
  for (const character of text) {
    if (isAscii(character)) ascii++;
    else others++;
  }
  return ascii / charactersPerToken + others;
}

function isAscii(character: string): boolean {
  return character <= "\u007f";
}
