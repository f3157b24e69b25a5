import * as z from "zod/mini";
import { embeddingPath } from "../../../embedding/embedding-id";
import { EmbeddingError } from "../../../embedding/errors";
import { retryAfter } from "../../fields/header-fields";
import { toProblem } from "../../http/error-answer";
import type { Operations } from "../../http/operation";
import { bodyErrors, indexErrors, storageErrors } from "../../http/operation-errors";
import { type DeleteManyResponse, deleteManyResponse } from "./delete-many-response";
import { deleteRequest } from "./delete-request";
import { type DeleteResponse, deleteResponse } from "./response";

const example: DeleteResponse = { success: true, embedding_id: "doc1", message: `The embedding "doc1" was deleted.` };

const manyExample: DeleteManyResponse = {
  dry_run: true,
  count: 1,
  ids: ["doc1"],
  not_found: [],
  failed: [],
  next_cursor: null,
};

const partExample: DeleteManyResponse = {
  dry_run: false,
  count: 1,
  ids: ["doc1"],
  not_found: [],
  failed: [
    {
      id: "doc2",
      problem: toProblem(
        new EmbeddingError("storage_unavailable", "The storage is not available. Repeat the request."),
        "request-1",
      ),
    },
  ],
  next_cursor: "q3mVqg6Yb0Kq2m6yq0b9ZnsiYWdhaW4iOlsiZG9jMiJdfQ",
};

export const operations: Operations = {
  delete: {
    tag: "Embeddings",
    summary: "Delete a stored embedding",
    parameters: { path: embeddingPath },
    responses: { 200: { description: "The embedding was deleted", schema: deleteResponse, example } },
    errors: ["invalid_request", "embedding_not_found", ...storageErrors, ...indexErrors, "internal_error"],
  },
  "delete-many": {
    tag: "Embeddings",
    summary: "Delete stored embeddings by ids, by prefix or by filter",
    description:
      "What is too much for one request goes on by the cursor, until `next_cursor` is null. It may be repeated without harm. A " +
      "filter asks what the vector index has, which is read from end to end; by a prefix or ids nothing is read.",
    request: { schema: deleteRequest, example: { ids: ["doc1"], dry_run: true } },
    responses: {
      200: { description: "They are deleted, or would be", schema: deleteManyResponse, example: manyExample },
      207: {
        description: "Some could not be deleted",
        schema: deleteManyResponse,
        example: partExample,
        headers: { "retry-after": z.optional(retryAfter) },
      },
    },
    errors: [...bodyErrors, ...storageErrors, ...indexErrors, "internal_error"],
  },
};
