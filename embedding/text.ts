import * as z from "zod/mini";
import { described } from "./described";

/** The longest text that Titan takes, in characters: https://docs.aws.amazon.com/bedrock/latest/userguide/titan-embedding-models.html */
export const maxTextCharacters = 50_000;

/** A text to embed: 1 to 50,000 characters (code points), not blank, without lone surrogates. */
export const text = described(
  z.string({ error: "must be a string" }).check(
    z.refine((value) => value.trim() !== "", { error: "must not be blank", abort: true }),
    z.refine((value) => value.isWellFormed(), {
      error: "must be valid Unicode: it holds half of a surrogate pair",
      abort: true,
    }),
    z.refine((value) => countCharacters(value) <= maxTextCharacters, {
      error: ({ input }) =>
        `must have at most ${maxTextCharacters} characters and has ${countCharacters(String(input))}: split it`,
    }),
  ),
  { description: "The text to embed", minLength: 1, maxLength: maxTextCharacters, pattern: "\\S" },
);

/** The length of a text in characters (code points), which UTF-16's `length` overstates. */
export function countCharacters(value: string): number {
  let count = 0;
  for (const _ of value) count++;
  return count;
}
