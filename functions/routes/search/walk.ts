import type { CallContext } from "../../aws/call-context";
import type { Index } from "../../aws/s3-vectors";
import { fromToken } from "../../fields/from-token";
import { type IndexQuery, type Match, type MatchPage, queryIndex, queryPage } from "../../storage/query-index";
import type { PagePosition, Position } from "./cursor";

/** The most that S3 Vectors finds for one query: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-limitations.html */
export const maxWalked = 10_000;

/** What a query finds from a position on. */
export interface Walked {
  readonly matches: readonly Match[];
  /** Undefined where it finds no more. */
  readonly next: Position | undefined;
}

/**
 * The next `count` of all that a query finds, best first. The first of them are asked for alone, since most searches need no
 * more; those after come by the pages of one query for all, from the page that the position names. Throws what
 * {@link queryIndex} throws.
 */
export async function walk(
  query: Omit<IndexQuery, "topK">,
  { rank, page = { start: 0 } }: Position,
  count: number,
  index: Index,
  context: CallContext,
): Promise<Walked> {
  if (rank === 0) {
    const matches = await queryIndex({ ...query, topK: count }, index, context);
    return { matches, next: matches.length < count ? undefined : { rank: count } };
  }
  const matches: Match[] = [];
  const last = Math.min(rank + count, maxWalked);
  let at: PagePosition = page;
  for (;;) {
    const { from, found } = await pageFrom({ ...query, topK: maxWalked }, at, index, context);
    const end = from.start + found.matches.length;
    matches.push(...found.matches.slice(Math.max(0, rank - from.start), Math.max(0, last - from.start)));
    // Within this page.
    if (end > last) return { matches, next: last < maxWalked ? { rank: last, page: from } : undefined };
    if (!found.nextToken) return { matches, next: undefined };
    at = { token: found.nextToken, start: end };
    if (end === last) return { matches, next: last < maxWalked ? { rank: last, page: at } : undefined };
  }
}

/** A page, or where the index does not know it any more, the first one. */
async function pageFrom(
  query: IndexQuery,
  from: PagePosition,
  index: Index,
  context: CallContext,
): Promise<{ readonly from: PagePosition; readonly found: MatchPage }> {
  const at = async (start: PagePosition) => ({
    from: start,
    found: await queryPage(query, start.token, index, context),
  });
  return fromToken(
    from.token,
    () => at(from),
    () => at({ start: 0 }),
  );
}
