import { abbreviate } from "./abbreviate";
import { embed } from "./bedrock";
import { modelId } from "./configured-model";
import { ApiError, invalidRequest } from "./errors";
import { getDocument } from "./get-embedding";
import { httpHandler, jsonResponse } from "./http";
import { vectorProblem } from "./indexing-problems";
import { queryIndex } from "./query-index";
import { elapsedMs, type RequestContext } from "./request-context";
import { embeddingProblem, requireModelOf } from "./requested-index";
import { type SearchRequest, searchRequest } from "./schemas/requests/search";
import type { SearchResponse } from "./schemas/responses/search";
import { toSearchResults } from "./search-results";
import { jsonBody } from "./validation";
import { requireVectorIndex } from "./vector-index";

const index = requireVectorIndex();

/** `POST /embeddings/search`: the stored embeddings that are most similar to a text, a vector or one of them. */
export const handler = httpHandler(async (event, context) => {
  const { top_k, filter, include, min_score, ...query } = jsonBody(event, searchRequest);
  requireModelOf(index);
  const vector = await queryVector(query, context);
  const matches = await queryIndex(
    index,
    {
      vector,
      topK: top_k,
      filter,
      returnMetadata: include.includes("text") || include.includes("metadata"),
      minScore: min_score,
    },
    context,
  );
  return jsonResponse({
    results: await toSearchResults(matches, include, context),
    model: modelId,
    input_token_count: context.modelCalls.inputTokens,
    processing_time_ms: elapsedMs(context),
  } satisfies SearchResponse);
});

/** The vector to search for. Throws what reading or generating it throws, 409 or 422 where the index has no such vectors. */
async function queryVector(
  { text, embedding, embedding_id }: Pick<SearchRequest, "text" | "embedding" | "embedding_id">,
  context: RequestContext,
): Promise<number[]> {
  if (embedding_id !== undefined) return storedVector(embedding_id, context);
  if (text !== undefined) {
    const { vector } = await embed({ text, dimension: index.dimension, normalize: true }, context);
    return vector;
  }
  const vector = embedding ?? [];
  const problem = embeddingProblem(vector, index);
  if (problem) throw invalidRequest([{ field: "embedding", message: problem }]);
  return vector;
}

/** Others may have written the object, whose vector is taken for one of the index's where nothing says whose it is. */
async function storedVector(id: string, context: RequestContext): Promise<number[]> {
  const { model, embedding } = await getDocument(id, context);
  if (embedding === undefined) throw indexMismatch(`The embedding "${id}" has no vector: generate it again.`);
  if ((model ?? index.model) !== index.model || embedding.length !== index.dimension) {
    throw indexMismatch(
      `The embedding "${id}" is of ${abbreviate(model ?? "no known model")} and the dimension ${embedding.length}, and the vector ` +
        `index holds vectors of ${index.model} and the dimension ${index.dimension}: generate it again.`,
    );
  }
  const problem = vectorProblem(embedding);
  if (problem) throw indexMismatch(`The vector of the embedding "${id}" ${problem}: generate it again.`);
  return embedding;
}

function indexMismatch(detail: string): ApiError {
  return new ApiError("index_mismatch", detail);
}
