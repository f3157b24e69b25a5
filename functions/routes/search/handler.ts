import { httpHandler, jsonResponse } from "../../http/http-handler";
import { jsonBody } from "../../http/validation";
import { bedrock as model } from "../../settings/bedrock";
import { bucket } from "../../settings/bucket";
import { requireIndex } from "../../settings/vector-index";
import { searchRequest } from "./request";
import { search } from "./search";

const index = requireIndex();

/** `POST /embeddings/search`: the stored embeddings that are most similar to a text, a vector or one of them. */
export const handler = httpHandler(async (event, context) =>
  jsonResponse(await search(jsonBody(event, searchRequest), { index, bucket, model }, context)),
);
