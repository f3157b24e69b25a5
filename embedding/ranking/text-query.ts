import { foldAccents } from "./fold";
import { spacedWordsIn, termsOf, unspacedWordsIn } from "./words";

/** What a query asks of texts, each once. */
export interface TextQuery {
  /** The terms of its words. */
  readonly terms: readonly string[];
  /**
   * Its words in scripts without spaces, in lower case, which are looked for as they are written: to take a text apart
   * into such words would take ten times as long.
   */
  readonly unspacedWords: readonly string[];
  /** Its identifiers as they are written, in lower case, such as `err_ssl_41`, `--no-color` and `maxretries`. */
  readonly identifiers: readonly string[];
  /** What must occur, as it is in `"quotes"`, in lower case. */
  readonly phrases: readonly string[];
}

/** What signs join, or begin or end with a meaning: `foo.bar`, `A-113`, `@scope/name`, `$in`, `c++`. */
const identifier =
  /(?<![\p{L}\p{N}\p{M}])(?:[-@$.#_/]*[\p{L}\p{N}\p{M}]+(?:[-._:/#@$\\+]+[\p{L}\p{N}\p{M}]+)+|[-@$.#_/]+[\p{L}\p{N}\p{M}]+|[\p{L}\p{N}\p{M}]+(?:\+\+|#))/gu;

/** Capitals after small letters, or digits beside letters: `maxRetries`, `E404`. */
const identifierOfWord = /\p{Ll}\p{Lu}|\p{L}\p{N}|\p{N}\p{L}/u;

const quoted = /"([^"]*)"|\u201c([^\u201d]*)\u201d/gu;

/** Takes a query apart. */
export function parseTextQuery(text: string): TextQuery {
  const folded = foldAccents(text);
  const words = spacedWordsIn(folded);
  const named = [...(folded.match(identifier) ?? []), ...words.filter((word) => identifierOfWord.test(word))];
  const phrases = Array.from(folded.matchAll(quoted), ([, straight, curly]) => (straight ?? curly ?? "").trim());
  return {
    terms: unique(words.flatMap(termsOf)),
    unspacedWords: unique(unspacedWordsIn(folded).map(lowerCase)),
    identifiers: unique(named.map(lowerCase)),
    phrases: unique(phrases.map(lowerCase)).filter((phrase) => phrase !== ""),
  };
}

const lowerCase = (text: string) => text.toLowerCase();

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
