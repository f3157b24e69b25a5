import { foldAccents } from "./fold";
import { spacedWordsIn, termsOf, unspacedWordsIn } from "./words";

/** What a query asks of texts, each once. */
export interface TextQuery {
  /** The terms of its words. */
  readonly terms: readonly string[];
  /**
   * What is looked for as it is written, in lower case: compounds of prose, such as `boundary-layer`, and words of scripts
   * without spaces, for to take a text apart into those would take ten times as long.
   */
  readonly written: readonly string[];
  /** Its identifiers as they are written, in lower case, such as `err_ssl_41`, `--no-color` and `maxretries`. */
  readonly identifiers: readonly string[];
  /** What must occur, as it is in `"quotes"`, in lower case. */
  readonly phrases: readonly string[];
}

/**
 * What signs join, or begin or end with a meaning: `foo.bar`, `A-113`, `@scope/name`, `$in`, `c++`. It begins with the first of
 * several signs, so that a long line of them takes no longer than other text.
 */
const identifier =
  /(?<![-@$.#_/\p{L}\p{N}\p{M}])(?:[-@$.#_/]*[\p{L}\p{N}\p{M}]+(?:[-._:/#@$\\+]+[\p{L}\p{N}\p{M}]+)+|[-@$.#_/]+[\p{L}\p{N}\p{M}]+|[\p{L}\p{N}\p{M}]+(?:\+\+|#))/gu;

/** Capitals after small letters, or digits beside letters: `maxRetries`, `E404`. */
const identifierOfWord = /\p{Ll}\p{Lu}|\p{L}\p{N}|\p{N}\p{L}/u;

/** Words that only hyphens join: beside other words one of prose, by itself a name, such as `fast-check`. */
const compound = /^\p{L}[\p{L}\p{M}]*(?:-\p{L}[\p{L}\p{M}]*)+$/u;

/** What keyboards of any language make of quotes: `"…"`, `“…”`, `„…“`, `”…”` and `«…»`; in each, what they are around. */
const quoted =
  /"([^"]*)"|[\u201c\u201d]([^\u201c\u201d]*)\u201d|\u201e([^\u201c\u201d]*)[\u201c\u201d]|\u00ab([^\u00bb]*)\u00bb/gu;

/** Takes a query apart. */
export function parseTextQuery(text: string): TextQuery {
  const folded = foldAccents(text);
  const { identifiers, compounds } = namesIn(folded);
  const phrases = Array.from(folded.matchAll(quoted), ([, ...around]) => around.join("").trim());
  return {
    terms: unique(spacedWordsIn(folded).flatMap(termsOf)),
    written: unique([...compounds, ...unspacedWordsIn(folded)].map(lowerCase)),
    identifiers: unique(identifiers.map(lowerCase)),
    phrases: unique(phrases.map(lowerCase)).filter((phrase) => phrase !== ""),
  };
}

/** The identifiers of a folded text, and the compounds of its prose, as they are written. */
export function namesIn(folded: string): {
  readonly identifiers: readonly string[];
  readonly compounds: readonly string[];
} {
  const joined = folded.match(identifier) ?? [];
  const isProse = spacedWordsIn(folded.replace(identifier, "")).length > 0;
  const isCompound = (text: string) => isProse && compound.test(text);
  const words = spacedWordsIn(folded).filter((word) => identifierOfWord.test(word));
  return {
    identifiers: [...joined.filter((text) => !isCompound(text)), ...words],
    compounds: joined.filter(isCompound),
  };
}

const lowerCase = (text: string) => text.toLowerCase();

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
