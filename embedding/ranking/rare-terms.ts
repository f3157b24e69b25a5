import { hash } from "node:crypto";
import { foldAccents } from "./fold";
import { maxScoredLength } from "./rank-hybrid";
import { namesIn, parseTextQuery } from "./text-query";

/** Digits alone, of which shorter ones are everywhere. */
const number = /(?<![\p{L}\p{N}\p{M}])\p{N}{3,}(?![\p{L}\p{N}\p{M}])/gu;

/** A word with a capital that begins no sentence, and is no part of an identifier. */
const properName = /(?<=\p{Ll},? )\p{Lu}[\p{L}\p{M}]+(?![-._:/#@$\\+]*[\p{L}\p{N}\p{M}])/gu;

/** What may begin an identifier and is often left out by who asks for it: `--no-color`, `@scope/name`, `./main.ts`. */
const leadingSigns = /^[-@$.#_/]+/;

/** How much of a hash is kept, in characters of 6 bits. Two terms of which one stands for the other do no harm: texts are scored by what they have. */
const hashLength = 4;

/**
 * The identifiers, compounds, numbers and names of the part of a text that is scored, each once, in any case and without
 * the signs that it begins with: an index keeps hashes of them, which take a third of the bytes. How rare they are in other texts, nobody knows when one is stored.
 */
export function rareTerms(text: string): readonly string[] {
  const folded = foldAccents(text.slice(0, maxScoredLength));
  const { identifiers, compounds } = namesIn(folded);
  const others = [...(folded.match(number) ?? []), ...(folded.match(properName) ?? [])];
  return hashesOf([...identifiers, ...compounds, ...others].map((term) => term.toLowerCase()));
}

/** The rare terms that a query asks for: those of any text, and each word that is in quotes, which may be a name in small letters. */
export function rareTermsOfQuery(query: string): readonly string[] {
  const words = parseTextQuery(query).phrases.filter((phrase) => !/\s/.test(phrase));
  return [...new Set([...rareTerms(query), ...hashesOf(words)])];
}

function hashesOf(terms: readonly string[]): readonly string[] {
  const plain = new Set(terms.map((term) => term.replace(leadingSigns, "")));
  return [...new Set(Array.from(plain, (term) => hash("sha256", term, "base64url").slice(0, hashLength)))];
}
