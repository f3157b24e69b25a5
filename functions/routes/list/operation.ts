import type { Operations } from "../../http/operation";
import { indexErrors, storageErrors } from "../../http/operation-errors";
import { listQuery } from "./request";
import { listResponse } from "./response";

export const operations: Operations = {
  list: {
    tag: "Embeddings",
    summary: "List the stored embeddings, page by page",
    description:
      "By default their ids, with include also texts, metadata and vectors. Without a prefix, where there is a vector index, " +
      "these are read from that: in its order, without embeddings that it lacks, and perhaps with one whose object is gone. " +
      "Otherwise they are read from the objects.",
    parameters: { query: listQuery },
    responses: { 200: { description: "A page of the list", schema: listResponse } },
    errors: ["invalid_request", ...storageErrors, ...indexErrors, "internal_error"],
  },
};
