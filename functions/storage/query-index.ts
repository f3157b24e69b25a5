import { QueryVectorsCommand, type QueryVectorsCommandOutput } from "@aws-sdk/client-s3vectors";
import { EmbeddingError, invalidRequest, toEmbeddingError } from "../../embedding/errors";
import type { VectorMetadata } from "../../embedding/index/carried-metadata";
import { type IndexFilter, toIndexFilter, usesPrefixes, withoutExpired } from "../../embedding/index/filter";
import type { Vector } from "../../embedding/vector";
import type { CallContext } from "../aws/call-context";
import type { Index } from "../aws/s3-vectors";
import { vectorMetadata } from "../aws/vector-metadata";

/** What to look for in an index. */
export interface IndexQuery {
  readonly vector: Vector;
  readonly topK: number;
  readonly filter: IndexFilter | undefined;
  /** The time at which what is found has not expired: the same for all pages of a query. */
  readonly asOf: Date;
  /** Whether each match comes with what its vector carries. */
  readonly returnMetadata: boolean;
  /** The least cosine similarity of a match. */
  readonly minScore: number | undefined;
}

/** A vector that was found. */
export interface Match {
  readonly id: string;
  /** The cosine similarity. */
  readonly score: number;
  /** The cosine distance. */
  readonly distance: number;
  readonly metadata: VectorMetadata;
}

/** A page of what a query finds. */
export interface MatchPage {
  readonly matches: readonly Match[];
  /** Of the page after it; undefined where that has no match. */
  readonly nextToken: string | undefined;
}

/** The vectors of an index that are most similar to one, best first, over all pages. Throws 422, 503 or 504. */
export async function queryIndex(query: IndexQuery, index: Index, context: CallContext): Promise<Match[]> {
  const matches: Match[] = [];
  let token: string | undefined;
  do {
    const page = await queryPage(query, token, index, context);
    matches.push(...page.matches);
    token = page.nextToken;
  } while (token);
  return matches;
}

/** The page of a token of {@link queryIndex}, which the index knows for some minutes, or the first. Throws 422, 500, 503 or 504. */
export async function queryPage(
  { vector, topK, filter, asOf, returnMetadata, minScore = Number.NEGATIVE_INFINITY }: IndexQuery,
  token: string | undefined,
  index: Index,
  context: CallContext,
): Promise<MatchPage> {
  const page = await sendQuery(
    new QueryVectorsCommand({
      indexArn: index.arn,
      queryVector: { float32: [...vector] },
      topK,
      filter: toIndexFilter(withoutExpired(filter, asOf)),
      returnMetadata,
      returnDistance: true,
      ...(token ? { nextToken: token } : {}),
    }),
    filter,
    index,
    context,
  );
  const found = requireMatches(page);
  const matches = found.filter(({ score }) => score >= minScore);
  // The distances grow from page to page.
  return { matches, nextToken: matches.length === found.length ? page.nextToken : undefined };
}

/** Sends a query; `filter` is the caller's part of what it asks for. */
async function sendQuery(
  command: QueryVectorsCommand,
  filter: IndexFilter | undefined,
  index: Index,
  context: CallContext,
): Promise<QueryVectorsCommandOutput> {
  try {
    return await index.send(command, context);
  } catch (error) {
    // All else of the query is known to be valid, and of a page after the first the filter too.
    const { code, cause } = toEmbeddingError(error);
    if (code !== "internal_error" || !filter || command.input.nextToken) throw error;
    const message = usesPrefixes(filter) ? prefixesRefused : "is one that the vector index refuses";
    throw invalidRequest([{ field: "filter", message }], { cause });
  }
}

/** An index of the mode CLASSIC, as in vector buckets from before 30 September 2026, has no such operator: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-index-mode.html */
const prefixesRefused =
  "is one that the vector index refuses: $startsWith needs the index mode ENHANCED, which the command " +
  "aws s3vectors update-index-mode sets, in place";

/** The matches of an answer, in which the SDK takes nothing for missing. */
function requireMatches({ vectors }: QueryVectorsCommandOutput): Match[] {
  return (vectors ?? [undefined]).map((vector) => {
    if (vector?.key === undefined || !Number.isFinite(vector.distance)) {
      throw new EmbeddingError(
        "index_unavailable",
        "The vector index did not answer with vectors. Repeat the request later.",
        {
          cause: new Error("The answer has no list of vectors with keys and distances"),
        },
      );
    }
    const distance = vector.distance as number;
    return { id: vector.key, score: 1 - distance, distance, metadata: vectorMetadata(vector.metadata) };
  });
}
