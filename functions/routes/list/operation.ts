import type { Operations } from "../../http/operation";
import { storageErrors } from "../../http/operation-errors";
import { listQuery } from "./request";
import { listResponse } from "./response";

export const operations: Operations = {
  list: {
    tag: "Embeddings",
    summary: "List the stored embeddings, page by page",
    parameters: { query: listQuery },
    responses: { 200: { description: "A page of the list", schema: listResponse } },
    errors: ["invalid_request", ...storageErrors, "internal_error"],
  },
};
