import { abbreviate } from "../../../embedding/abbreviate";
import { vectorProblem } from "../../../embedding/index/indexing-problems";
import { embed } from "../../aws/bedrock";
import { ApiError, invalidRequest } from "../../http/errors";
import { httpHandler, jsonResponse } from "../../http/http-handler";
import { elapsedMs, type RequestContext } from "../../http/request-context";
import { jsonBody } from "../../http/validation";
import { requireVectorIndex } from "../../settings/configured-index";
import { modelId } from "../../settings/configured-model";
import { embeddingProblem, requireModelOf } from "../../settings/requested-index";
import { getDocument } from "../../storage/get-embedding";
import { queryIndex } from "../../storage/query-index";
import { type SearchRequest, searchRequest } from "./request";
import type { SearchResponse } from "./response";
import { toSearchResults } from "./results";

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
