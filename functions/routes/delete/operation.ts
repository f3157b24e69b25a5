import { embeddingPath } from "../../../embedding/embedding-id";
import type { Operations } from "../../http/operation";
import { indexErrors, storageErrors } from "../../http/operation-errors";
import { type DeleteResponse, deleteResponse } from "./response";

const example: DeleteResponse = { success: true, embedding_id: "doc1", message: `The embedding "doc1" was deleted.` };

export const operations: Operations = {
  delete: {
    tag: "Embeddings",
    summary: "Delete a stored embedding",
    parameters: { path: embeddingPath },
    responses: { 200: { description: "The embedding was deleted", schema: deleteResponse, example } },
    errors: ["invalid_request", "embedding_not_found", ...storageErrors, ...indexErrors, "internal_error"],
  },
};
