import { foldAccents } from "./fold";
import { spacedWordsIn, termsOf, unspacedWordsIn } from "./words";

/** What a query asks of texts, each once. */
export interface TextQuery {
  /** The terms of its words. */
  readonly terms: readonly string[];
  /**
   * What is looked for as it is written, in lower case: identifiers such as `err_ssl_41` and `--no-color`, and words of
   * scripts without spaces, which to find in a text by its own words would take ten times as long.
   */
  readonly written: readonly string[];
  /** What must occur, as it is in `"quotes"`, in lower case. */
  readonly phrases: readonly string[];
}

/** What signs join, or begin or end with a meaning: `foo.bar`, `A-113`, `@scope/name`, `$in`, `c++`. */
const identifier =
  /(?<![\p{L}\p{N}\p{M}])(?:[-@$.#_/]*[\p{L}\p{N}\p{M}]+(?:[-._:/#@$\\+]+[\p{L}\p{N}\p{M}]+)+|[-@$.#_/]+[\p{L}\p{N}\p{M}]+|[\p{L}\p{N}\p{M}]+(?:\+\+|#))/gu;

const quoted = /"([^"]*)"|\u201c([^\u201d]*)\u201d/gu;

/** Takes a query apart. */
export function parseTextQuery(text: string): TextQuery {
  const folded = foldAccents(text);
  const lowerCase = folded.toLowerCase();
  const phrases = Array.from(lowerCase.matchAll(quoted), ([, straight, curly]) => (straight ?? curly ?? "").trim());
  return {
    terms: [...new Set(spacedWordsIn(folded).flatMap(termsOf))],
    written: [...new Set([...(lowerCase.match(identifier) ?? []), ...unspacedWordsIn(lowerCase)])],
    phrases: [...new Set(phrases)].filter((phrase) => phrase !== ""),
  };
}
