import * as z from "zod/mini";
import { described } from "./described";

/**
 * The longest text of a request, in characters: so much fits into an answer of AWS Lambda even where JSON escapes all of
 * it. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const maxTextCharacters = 750_000;

/** What holds of every text of a request, blank or not: without lone surrogates, and at most 750,000 characters (code points). */
export const unicodeText = [
  z.refine<string>((value) => value.isWellFormed(), {
    error: "must be valid Unicode: it holds half of a surrogate pair",
    abort: true,
  }),
  z.refine<string>((value) => !hasMoreCharacters(value, maxTextCharacters), {
    error: ({ input }) => lengthProblem(String(input), maxTextCharacters) ?? "",
  }),
] as const;

/** A text: 1 to 750,000 characters (code points), not blank, without lone surrogates. */
export const text = described(
  z.string({ error: "must be a string" }).check(
    z.refine((value) => value.trim() !== "", { error: "must not be blank", abort: true }),
    ...unicodeText,
  ),
  { description: "The text to embed", minLength: 1, maxLength: maxTextCharacters, pattern: "\\S" },
);

/** What is wrong with the length of a text, if anything: the end of a sentence that starts with its name. */
export function lengthProblem(value: string, maxCharacters: number): string | undefined {
  return hasMoreCharacters(value, maxCharacters)
    ? `must have at most ${maxCharacters} characters and has ${countCharacters(value)}: split it`
    : undefined;
}

/** The length of a text in characters (code points), which UTF-16's `length` overstates. */
export function countCharacters(value: string): number {
  let count = 0;
  for (let index = 0; index < value.length; index += (value.codePointAt(index) ?? 0) > 0xffff ? 2 : 1) count++;
  return count;
}

function hasMoreCharacters(value: string, most: number): boolean {
  return value.length > most && countCharacters(value) > most;
}
