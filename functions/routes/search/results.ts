import { embeddingId } from "../../../embedding/embedding-id";
import { hasExpired } from "../../../embedding/expiry";
import type { Span } from "../../../embedding/ranking/occurrences";
import type { Bucket } from "../../aws/s3";
import { toProblem } from "../../http/error-answer";
import type { RequestContext } from "../../http/request-context";
import type { SearchMatch } from "./candidates";
import { readDocuments } from "./read-documents";
import type { SearchRequest } from "./request";
import type { SearchResult } from "./response";

/** What of each match an answer has. */
export interface IncludedArgs {
  readonly include: SearchRequest["include"];
  /** Finds what is searched for in a text, where an answer has it. */
  readonly highlights: ((text: string) => Span[]) | undefined;
}

/** What of the matches an answer has. */
export interface IncludedResults {
  readonly results: SearchResult[];
  /** How many matches are none: their embeddings are gone, or they never were of any. */
  readonly leftOut: number;
}

/**
 * The matches with what a request includes. What the index does not carry is read from the stored documents: a match
 * whose document is gone, or that has expired, is left out, and one whose document cannot be read has that problem in its place. Throws 503 or
 * 504.
 */
export async function toSearchResults(
  all: readonly SearchMatch[],
  { include, highlights }: IncludedArgs,
  bucket: Bucket,
  context: RequestContext,
): Promise<IncludedResults> {
  const wanted = new Set(include);
  const now = new Date();
  // Other tools may have put vectors of no embedding.
  const matches = all.filter((match) => embeddingId.safeParse(match.id).success && !hasExpired(match, now));
  const needsText = wanted.has("text") || highlights !== undefined;
  const unread = matches.filter(({ text }) => wanted.has("embedding") || (needsText && text === undefined));
  const documents = await readDocuments(
    unread.map(({ id }) => id),
    bucket,
    context,
  );
  const results = matches.flatMap(({ id, score, scores, group, distance, text, metadata, expires_at }) => {
    const { document, error } = documents.get(id) ?? {};
    if (error?.code === "embedding_not_found") return [];
    const known = text ?? document?.text;
    return [
      {
        id,
        score,
        ...scores,
        ...(group === undefined ? {} : { group }),
        distance,
        ...(wanted.has("text") ? { text: known } : {}),
        ...(known === undefined || !highlights ? {} : { highlights: highlights(known) }),
        ...(wanted.has("metadata") ? { metadata } : {}),
        ...(wanted.has("expires_at") ? { expires_at } : {}),
        ...(wanted.has("embedding") ? { embedding: document?.embedding } : {}),
        ...(error ? { problem: toProblem(error, context.requestId) } : {}),
      },
    ];
  });
  return { results, leftOut: all.length - results.length };
}
