import { allEnded } from "../../aws/all-ended";
import type { CallContext } from "../../aws/call-context";
import { inGroups } from "../../aws/map-with-backpressure";
import type { Index } from "../../aws/s3-vectors";
import { findCandidates, type SearchMatch } from "./candidates";
import type { SearchedQuery } from "./query-vectors";

/** The most candidates that are got at a time, whose texts, of up to 38 KB each, are in memory together. */
const candidatesAtOnce = 2_000;

/**
 * Of how many of the best of each query the texts stay in memory until all are ordered together. What is a result after all
 * and none of these has its text from its object.
 */
const keptTexts = 200;

/** What is most similar to each of several queries, as {@link findCandidates} finds it. Throws what asking the index throws. */
export async function findAllCandidates(
  queries: readonly SearchedQuery[],
  search: Parameters<typeof findCandidates>[1],
  index: Index,
  context: CallContext,
): Promise<SearchMatch[][]> {
  const found: SearchMatch[][] = [];
  for (const some of inGroups(queries, Math.floor(candidatesAtOnce / search.count))) {
    const ofEach = await allEnded(
      some.map(async (query) => {
        const ranked = await findCandidates(query, search, index, context);
        return ranked.map((match, place) => (place < keptTexts ? match : { ...match, text: undefined }));
      }),
    );
    found.push(...ofEach);
  }
  return found;
}
