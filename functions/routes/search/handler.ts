import { httpHandler, jsonResponse } from "../../http/http-handler";
import { jsonBody } from "../../http/validation";
import { invocable } from "../../settings/bedrock";
import { bucket } from "../../settings/bucket";
import { model } from "../../settings/model";
import { requireOwnModel, resolveModel } from "../../settings/models";
import { resolveReranker } from "../../settings/rerank-models";
import { searchMode } from "../../settings/search-mode";
import { requireIndex } from "../../settings/vector-index";
import { modeOf } from "./mode";
import { searchRequest } from "./request";
import { rerankingOf } from "./rerank-field";
import { search } from "./search";

const index = requireIndex();
const bedrock = invocable(model);

/** `POST /embeddings/search`: the stored embeddings that are most similar to a text, a vector or one of them. */
export const handler = httpHandler(async (event, context) => {
  const { model: name, ...request } = jsonBody(event, searchRequest);
  requireOwnModel(resolveModel(name));
  const mode = modeOf(request, searchMode);
  const asked = rerankingOf(request.rerank);
  const reranked = asked && { ...asked, model: resolveReranker(asked.model) };
  return jsonResponse(await search({ ...request, mode }, { index, bucket, model: bedrock, reranked }, context));
});
