import { diversify } from "../../../embedding/ranking/diversify";
import { allEnded } from "../../aws/all-ended";
import type { CallContext } from "../../aws/call-context";
import { inGroups } from "../../aws/map-with-backpressure";
import type { Index } from "../../aws/s3-vectors";
import { vectorData } from "../../aws/vector-data";
import { getVectors, maxVectorsPerGet } from "../../storage/get-vectors";
import type { SearchMatch } from "./candidates";

/**
 * The first matches in the order of maximal marginal relevance, by their vectors from the index. What is gone from it by now
 * is left out. Throws what asking the index throws.
 */
export async function diverse(
  matches: readonly SearchMatch[],
  { diversity, count }: { readonly diversity: number; readonly count: number },
  index: Index,
  context: CallContext,
): Promise<SearchMatch[]> {
  const ids = matches.map(({ id }) => id);
  const found = await allEnded(
    inGroups(ids, maxVectorsPerGet).map((some) =>
      getVectors(some, { returnData: true, returnMetadata: false }, index, context),
    ),
  );
  const vectors = new Map(found.flatMap((some) => [...some]));
  const comparable = matches.flatMap((match) => {
    const vector = vectors.get(match.id);
    return vector ? [{ match, score: match.score, vector: vectorData(vector.data) ?? [] }] : [];
  });
  return diversify(comparable, diversity, count).map(({ match }) => match);
}
