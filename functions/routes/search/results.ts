import type { Bucket } from "../../aws/s3";
import { toProblem } from "../../http/error-answer";
import type { RequestContext } from "../../http/request-context";
import type { SearchMatch } from "./candidates";
import { readDocuments } from "./read-documents";
import type { SearchRequest } from "./request";
import type { SearchResult } from "./response";

/**
 * The matches with what a request includes. What the index does not carry is read from the stored documents: a match
 * whose document is gone is left out, and one whose document cannot be read has that problem in its place. Throws 503 or
 * 504.
 */
export async function toSearchResults(
  matches: readonly SearchMatch[],
  include: SearchRequest["include"],
  bucket: Bucket,
  context: RequestContext,
): Promise<SearchResult[]> {
  const wanted = new Set(include);
  const unread = matches.filter(({ text }) => wanted.has("embedding") || (wanted.has("text") && text === undefined));
  const documents = await readDocuments(
    unread.map(({ id }) => id),
    bucket,
    context,
  );
  return matches.flatMap(({ id, score, scores, group, distance, text, metadata }) => {
    const { document, error } = documents.get(id) ?? {};
    if (error?.code === "embedding_not_found") return [];
    return [
      {
        id,
        score,
        ...scores,
        ...(group === undefined ? {} : { group }),
        distance,
        ...(wanted.has("text") ? { text: text ?? document?.text } : {}),
        ...(wanted.has("metadata") ? { metadata } : {}),
        ...(wanted.has("embedding") ? { embedding: document?.embedding } : {}),
        ...(error ? { problem: toProblem(error, context.requestId) } : {}),
      },
    ];
  });
}
