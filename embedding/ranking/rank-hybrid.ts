import { bm25 } from "./bm25";
import { foldAccents } from "./fold";
import { fuseByRank } from "./fuse-by-rank";
import { countOccurrences, wordsOfPhrase } from "./occurrences";
import { termCounter } from "./term-counter";
import { parseTextQuery, type TextQuery } from "./text-query";

/** How much of a text is scored, in characters, so that one long text takes no longer than several passages. */
export const maxScoredLength = 8_000;

/** How little the first ranks differ, as it is usual for rankings of one query. */
const k = 60;

/** What a candidate is by its words too. */
export interface HybridScores {
  /** From 0 to 1, which is the first by all. */
  readonly score: number;
  /** By BM25, 0 where it has none of the words; undefined where its text is not known. */
  readonly textScore: number | undefined;
}

/**
 * Orders candidates, which come in the order of their vectors, also by the words of a query and, where it has any, by its
 * identifiers: of these rankings the fused one, best first, and what is equal as it came. By the words alone, what has
 * many parts of an identifier and a similar vector would come before what has all of it. What the query has in quotes
 * candidates must have. None is added.
 */
export function rankHybrid<Candidate extends { readonly text: string | undefined }>(
  query: string,
  candidates: readonly Candidate[],
): (Candidate & HybridScores)[] {
  const parsed = parseTextQuery(query);
  const phrases = parsed.phrases.map(wordsOfPhrase);
  const kept = candidates.filter(({ text }) => hasPhrases(text, phrases));
  const { textScores, identifierScores } = scoreTexts(
    kept.map(({ text }) => text),
    parsed,
  );
  const rankings = [textScores, ...(parsed.identifiers.length > 0 ? [identifierScores] : [])].map(ranksOf);
  return kept
    .map((candidate, place) => ({
      ...candidate,
      textScore: textScores[place],
      score: fuseByRank([place, ...rankings.map((ranks) => ranks[place])], k),
    }))
    .toSorted((one, other) => other.score - one.score);
}

function hasPhrases(text: string | undefined, phrases: readonly (readonly string[])[]): boolean {
  if (phrases.length === 0) return true;
  if (text === undefined) return false;
  const lowerCase = foldAccents(text).toLowerCase();
  return phrases.every((phrase) => countOccurrences(lowerCase, phrase) > 0);
}

/** Of each text, undefined where it is not known. */
type Scores = readonly (number | undefined)[];

/** The scores of the texts that are known, with the frequencies of those. */
function scoreTexts(texts: readonly (string | undefined)[], query: TextQuery) {
  const count = termCounter(query);
  const counted = texts.map((text) => (text === undefined ? undefined : count(text.slice(0, maxScoredLength))));
  const known = counted.filter((counts) => counts !== undefined);
  const ofAll = (scores: readonly number[]): Scores => {
    const next = scores.values();
    return counted.map((counts) => counts && next.next().value);
  };
  return {
    textScores: ofAll(bm25(known)),
    identifierScores: ofAll(bm25(known.map(({ identifiers, length }) => ({ counts: identifiers, length })))),
  };
}

/** The rank of each score above 0, the highest first, and of equal ones the earlier. */
function ranksOf(scores: Scores): readonly (number | undefined)[] {
  const ranked = scores
    .flatMap((score, place) => (score ? [{ score, place }] : []))
    .toSorted((one, other) => other.score - one.score);
  const ranks = new Array<number | undefined>(scores.length).fill(undefined);
  for (const [rank, { place }] of ranked.entries()) ranks[place] = rank;
  return ranks;
}
