import { inputTooLong } from "./bedrock-error";

/**
 * How many tokens the local models count in a text: one for so many characters, as a model documents it of English, but
 * one for each character of Chinese, Japanese and Korean, and for each emoji. The models themselves count by tokenizers
 * that are not public.
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
  let letters = 0;
  let symbols = 0;
  const end = characters.findIndex((character) => {
    if (isOfAlphabet(character)) letters++;
    else symbols++;
    return letters / charactersPerToken + symbols > maxTokens;
  });
  const kept = characters.slice(0, end);
  if (keep === "end") kept.reverse();
  return kept.join("");
}

function exactTokens(text: string, charactersPerToken: number): number {
  let letters = 0;
  let symbols = 0;
  for (const character of text) {
    if (isOfAlphabet(character)) letters++;
    else symbols++;
  }
  return letters / charactersPerToken + symbols;
}

/** Whether a character precedes the blocks of Chinese, Japanese, Korean and nearly all emoji, which begin at U+2E80. */
function isOfAlphabet(character: string): boolean {
  return character < "\u2e80";
}
