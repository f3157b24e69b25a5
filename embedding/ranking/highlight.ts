import { foldAccents, foldedPlaces } from "./fold";
import { occurrencesOf, type Span, wordsOfPhrase } from "./occurrences";
import { maxScoredLength } from "./rank-hybrid";
import { isTelling } from "./telling";
import { parseTextQuery } from "./text-query";
import { spacedWordPlaces, spacedWordsIn, termsOf } from "./words";

/**
 * Finds in one text after another what queries look for: their words, by their parts and plurals too, without those that are
 * in every text, their identifiers, and what is in quotes. The spans come in the order of the text, none of them over
 * another, of the first {@link maxScoredLength} code units.
 */
export function highlighter(queries: readonly string[]): (text: string) => Span[] {
  const words = queries.flatMap((query) => spacedWordsIn(foldAccents(query)));
  const telling = words.filter(isTelling);
  const terms = new Set((telling.length > 0 ? telling : words).flatMap(termsOf));
  const phrases = queries.flatMap((query) => {
    const { written, identifiers, phrases: quoted } = parseTextQuery(query);
    return [...written, ...identifiers, ...quoted].map(wordsOfPhrase);
  });
  return (text) => {
    const { folded, lowerCase, placeOf } = foldedPlaces(text.slice(0, maxScoredLength));
    const found = spacedWordPlaces(folded)
      .filter(({ word }) => termsOf(word).some((term) => terms.has(term)))
      .map(({ word, start }): Span => ({ start, end: start + word.length }));
    const spans = [...found, ...phrases.flatMap((phrase) => [...occurrencesOf(lowerCase, phrase)])];
    return merged(spans.map(({ start, end }) => ({ start: placeOf(start).start, end: placeOf(end - 1).end })));
  };
}

/** Spans in order, of which those that overlap are one. */
function merged(spans: readonly Span[]): Span[] {
  const apart: Span[] = [];
  for (const span of spans.toSorted((one, other) => one.start - other.start)) {
    const last = apart.at(-1);
    if (!last || span.start >= last.end) apart.push(span);
    else apart[apart.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
  }
  return apart;
}
