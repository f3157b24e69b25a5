import { embeddingPath } from "../../../embedding/embedding-id";
import type { Operations } from "../../http/operation";
import { indexErrors, storageErrors } from "../../http/operation-errors";
import { deleteResponse } from "./response";

export const operations: Operations = {
  delete: {
    tag: "Embeddings",
    summary: "Delete a stored embedding",
    parameters: { path: embeddingPath },
    responses: { 200: { description: "The embedding was deleted", schema: deleteResponse } },
    errors: ["invalid_request", "embedding_not_found", ...storageErrors, ...indexErrors, "internal_error"],
  },
};
