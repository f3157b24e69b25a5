import { embeddingPath } from "../../../embedding/embedding-id";
import { refuseConditions } from "../../fields/conditions";
import { byMethod } from "../../http/by-method";
import { type Handle, httpHandler, jsonResponse } from "../../http/http-handler";
import { jsonBody, validate } from "../../http/validation";
import { bucket } from "../../settings/bucket";
import { getEmbedding } from "../../storage/get-embedding";
import { getMany } from "./get-many";
import { getRequest } from "./get-request";

/** The stored document, or 304 where the caller has it already. */
const getOne: Handle = async (event, context) => {
  const { embedding_id } = validate(embeddingPath, event.pathParameters ?? {}, "path");
  refuseConditions(event, "If-None-Match");
  const { body, etag } = await getEmbedding(embedding_id, bucket, context);
  return matches(event.headers["if-none-match"], etag)
    ? { status: 304, headers: { etag }, body: "" }
    : { headers: { etag }, body };
};

/** What is stored under many ids. */
const getEach: Handle = async (event, context) => {
  const request = jsonBody(event, getRequest);
  refuseConditions(event);
  return jsonResponse(await getMany(request, bucket, context));
};

/** `GET /embeddings/{embedding_id}` and `POST /embeddings/get`. */
export const handler = httpHandler(byMethod({ GET: getOne, POST: getEach }));

/** Whether an `If-None-Match` names this entity tag: https://www.rfc-editor.org/rfc/rfc9110#name-if-none-match */
function matches(condition: string | undefined, etag: string): boolean {
  const tags = condition?.split(",").map((tag) => tag.trim().replace(/^W\//, "")) ?? [];
  return tags.includes("*") || tags.includes(etag);
}
