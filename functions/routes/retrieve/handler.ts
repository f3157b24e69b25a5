import { embeddingPath } from "../../../embedding/embedding-id";
import { refuseConditions } from "../../http/conditions";
import { httpHandler } from "../../http/http-handler";
import { validate } from "../../http/validation";
import { bucket } from "../../settings/bucket";
import { getEmbedding } from "../../storage/get-embedding";

/** `GET /embeddings/{embedding_id}`: the stored document, or 304 where the caller has it already. */
export const handler = httpHandler(async (event, context) => {
  const { embedding_id } = validate(embeddingPath, event.pathParameters ?? {}, "path");
  refuseConditions(event, "If-None-Match");
  const { body, etag } = await getEmbedding(embedding_id, bucket, context);
  return matches(event.headers["if-none-match"], etag)
    ? { status: 304, headers: { etag }, body: "" }
    : { headers: { etag }, body };
});

/** Whether an `If-None-Match` names this entity tag: https://www.rfc-editor.org/rfc/rfc9110#name-if-none-match */
function matches(condition: string | undefined, etag: string): boolean {
  const tags = condition?.split(",").map((tag) => tag.trim().replace(/^W\//, "")) ?? [];
  return tags.includes("*") || tags.includes(etag);
}
