import { EmbeddingError, invalidRequest } from "../../../embedding/errors";
import { misfit } from "../../../embedding/index/indexing-problems";
import type { Vector } from "../../../embedding/vector";
import type { Model } from "../../aws/bedrock";
import { type Embedded, embedText } from "../../aws/embed-texts";
import type { Bucket } from "../../aws/s3";
import type { Index } from "../../aws/s3-vectors";
import { elapsedMs, type RequestContext } from "../../http/request-context";
import { requireTextLengths } from "../../http/text-lengths";
import { getDocument } from "../../storage/get-embedding";
import { embeddingProblem, requireIndexableVector, requireModelOf } from "../../storage/require-indexable";
import { findMatches, type Search } from "./matches";
import type { SearchRequest } from "./request";
import type { SearchResponse } from "./response";
import { toSearchResults } from "./results";

/** What a search is made in. */
export interface SearchedStore {
  readonly index: Index;
  readonly bucket: Bucket;
  /** Embeds what is searched for. */
  readonly model: Model;
}

/**
 * The stored embeddings that are most similar to a text, a vector or one of them. Throws what reading, generating or asking
 * the index throws, and 409 or 422 where the index has no such vectors.
 */
export async function search(
  { mode, candidates, top_k, filter, include, min_score, ...query }: Search,
  store: SearchedStore,
  context: RequestContext,
): Promise<SearchResponse> {
  const { index, bucket, model } = store;
  requireModelOf(index, model);
  const { vector, truncated, inputTokens } = await queryVector(query, store, context);
  const asked = { mode, candidates, top_k, filter, include, min_score, text: query.text ?? "", vector };
  const matches = await findMatches(asked, index, context);
  return {
    results: await toSearchResults(matches, include, bucket, context),
    mode,
    model: model.id,
    truncated,
    input_token_count: inputTokens ?? null,
    processing_time_ms: elapsedMs(context),
  };
}

/** The vector to search for. Throws what reading or generating it throws, 409 or 422 where the index has no such vectors. */
async function queryVector(
  { text, embedding, embedding_id, truncate }: Pick<SearchRequest, "text" | "embedding" | "embedding_id" | "truncate">,
  store: SearchedStore,
  context: RequestContext,
): Promise<Embedded> {
  const { index, model } = store;
  if (embedding_id !== undefined) return notEmbedded(await storedVector(embedding_id, store, context));
  if (text !== undefined) {
    requireTextLengths({ text }, truncate, model.adapter);
    const { dimension } = index;
    const options = { dimension, purpose: "query", normalize: true, truncate } as const;
    const embedded = await embedText(text, options, model, context);
    requireIndexableVector(embedded.vector);
    return embedded;
  }
  const vector = embedding ?? [];
  const problem = embeddingProblem(vector, index);
  if (problem) throw invalidRequest([{ field: "embedding", message: problem }]);
  return notEmbedded(vector);
}

/** A vector that no text had to be embedded for. */
function notEmbedded(vector: Vector): Embedded {
  return { vector, inputTokens: 0, truncated: false };
}

/** Others may have written the object, whose vector is taken for one of the index's where nothing says whose it is. */
async function storedVector(
  id: string,
  { index, bucket }: Pick<SearchedStore, "index" | "bucket">,
  context: RequestContext,
): Promise<Vector> {
  const { model, embedding } = await getDocument(id, bucket, context);
  const problem = misfit({ model: model ?? index.model, embedding }, index);
  if (embedding !== undefined && !problem) return embedding;
  throw new EmbeddingError("index_mismatch", `The embedding "${id}" ${problem?.message}: generate it again.`);
}
