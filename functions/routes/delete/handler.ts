import { embeddingPath } from "../../../embedding/embedding-id";
import { refuseConditions } from "../../fields/conditions";
import { byMethod } from "../../http/by-method";
import { errorHeaders } from "../../http/error-answer";
import { type Handle, httpHandler, jsonResponse } from "../../http/http-handler";
import { jsonBody, validate } from "../../http/validation";
import { store } from "../../settings/store";
import { deleteEmbedding } from "../../storage/delete-embedding";
import { deleteMany } from "./delete-many";
import { deleteRequest } from "./delete-request";
import type { DeleteResponse } from "./response";

/** Deletes a stored embedding. */
const deleteOne: Handle = async (event, context) => {
  const { embedding_id } = validate(embeddingPath, event.pathParameters ?? {}, "path");
  refuseConditions(event);
  await deleteEmbedding(embedding_id, store, context);
  return jsonResponse({
    success: true,
    embedding_id,
    message: `The embedding "${embedding_id}" was deleted.`,
  } satisfies DeleteResponse);
};

/** Deletes many, 207 where some could not be deleted. */
const deleteEach: Handle = async (event, context) => {
  const request = jsonBody(event, deleteRequest);
  refuseConditions(event);
  const { response, errors } = await deleteMany(request, store, context);
  const answer = jsonResponse(response, errors.length === 0 ? 200 : 207);
  return { ...answer, headers: Object.assign({}, ...errors.map(errorHeaders)) };
};

/** `DELETE /embeddings/{embedding_id}` and `POST /embeddings/delete`. */
export const handler = httpHandler(byMethod({ DELETE: deleteOne, POST: deleteEach }));
