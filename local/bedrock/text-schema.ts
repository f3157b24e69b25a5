import * as z from "zod";
import { countCharacters } from "../../embedding/text";

/**
 * A text of at most so many characters, code points, as Bedrock's validator counts them.
 * https://github.com/everit-org/json-schema
 */
export function textOfAtMost(maxCharacters: number): z.ZodString {
  return z.string().refine((text) => countCharacters(text) <= maxCharacters, {
    error: ({ input }) => `expected maxLength: ${maxCharacters}, actual: ${countCharacters(String(input))}`,
  });
}
