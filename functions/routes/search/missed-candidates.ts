import { termsKey } from "../../../embedding/index/carried-keys";
import { constraintsLeft, type IndexFilter } from "../../../embedding/index/filter";
import { rareTermsOfQuery } from "../../../embedding/ranking/rare-terms";
import type { CallContext } from "../../aws/call-context";
import type { Index } from "../../aws/s3-vectors";
import { type IndexQuery, type Match, queryIndex } from "../../storage/query-index";

/** The most that is added to the candidates: a page of the index. */
export const maxMissed = 100;

/**
 * What has rare terms of a text that none of what a query found has, by a second query where there are such terms and
 * vectors that the first did not find. Throws what asking the index throws.
 */
export async function findMissed(
  text: string,
  found: readonly Match[],
  query: IndexQuery,
  index: Index,
  context: CallContext,
): Promise<readonly Match[]> {
  if (found.length < query.topK) return [];
  const missed = missedTerms(
    text,
    found.map(({ metadata }) => metadata[termsKey] as string[] | undefined),
  );
  const asked = missed.slice(0, constraintsLeft(query.filter));
  if (asked.length === 0) return [];
  return queryIndex({ ...query, filter: withAny(asked, query.filter), topK: maxMissed }, index, context);
}

/** The rare terms of a text that no candidate has, by those of each, undefined where it carries none. */
export function missedTerms(text: string, candidates: readonly (Iterable<string> | undefined)[]): readonly string[] {
  const known = new Set(candidates.flatMap((terms) => (terms ? [...terms] : [])));
  return rareTermsOfQuery(text).filter((term) => !known.has(term));
}

/** AWS says of `$eq` that one element of a list is enough, and of `$in` nothing. */
function withAny(terms: readonly string[], filter: IndexFilter | undefined): IndexFilter {
  const any = { $or: terms.map((term) => ({ [termsKey]: term })) };
  return filter ? { $and: [filter, any] } : any;
}
