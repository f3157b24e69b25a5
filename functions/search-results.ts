import { ApiError } from "./errors";
import { getDocument } from "./get-embedding";
import { mapWithinDeadline } from "./map-within-deadline";
import type { Match } from "./query-index";
import type { RequestContext } from "./request-context";
import type { EmbeddingDocument } from "./schemas/embedding";
import type { SearchRequest } from "./schemas/requests/search";
import type { SearchResult } from "./schemas/responses/search";
import { fromVectorMetadata } from "./vector-metadata";

/**
 * The matches with what a request includes. What the index does not carry is read from the stored documents, and a match
 * whose document is gone is left out. Throws 500, 503 or 504.
 */
export async function toSearchResults(
  matches: readonly Match[],
  include: SearchRequest["include"],
  context: RequestContext,
): Promise<SearchResult[]> {
  const wanted = new Set(include);
  const carried = matches.map((match) => ({ ...match, ...fromVectorMetadata(match.metadata) }));
  const unread = carried.filter(({ text }) => wanted.has("embedding") || (wanted.has("text") && text === undefined));
  const documents = await readDocuments(
    unread.map(({ id }) => id),
    context,
  );
  return carried.flatMap(({ id, score, distance, text, metadata }) => {
    const document = documents.get(id);
    if (document === null) return [];
    return [
      {
        id,
        score,
        distance,
        ...(wanted.has("text") ? { text: text ?? document?.text } : {}),
        ...(wanted.has("metadata") ? { metadata } : {}),
        ...(wanted.has("embedding") ? { embedding: document?.embedding } : {}),
      },
    ];
  });
}

/** The documents by id; null for one that is gone. */
async function readDocuments(
  ids: readonly string[],
  context: RequestContext,
): Promise<ReadonlyMap<string, EmbeddingDocument | null>> {
  const outcomes = await mapWithinDeadline(ids, (id) => readDocument(id, context), context, { stopsAtError: true });
  const errors = outcomes.flatMap(({ error }) => error ?? []);
  const error = errors.find(({ code }) => code !== "not_started") ?? errors[0];
  if (error?.code === "not_started") {
    throw new ApiError("storage_timeout", "The storage did not answer in time. Ask for fewer results.");
  }
  if (error) throw error;
  return new Map(ids.map((id, index) => [id, outcomes[index]?.value ?? null]));
}

async function readDocument(id: string, context: RequestContext): Promise<EmbeddingDocument | null> {
  try {
    return await getDocument(id, context);
  } catch (error) {
    if (error instanceof ApiError && error.code === "embedding_not_found") return null;
    throw error;
  }
}
