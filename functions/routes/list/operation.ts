import type { Operations } from "../../http/operation";
import { indexErrors, storageErrors } from "../../http/operation-errors";
import { listQuery } from "./request";
import { type ListResponse, listResponse } from "./response";

const example: ListResponse = {
  embeddings: ["doc1", "doc2"].map((id) => ({ id, s3_key: `embeddings/${id}.json` })),
  store_id: "wjPr_6ICdg8iRzteVYaWjL",
  next_cursor: null,
};

export const operations: Operations = {
  list: {
    tag: "Embeddings",
    summary: "List the stored embeddings, page by page",
    description:
      "By default their ids, with include also texts, metadata and vectors. Without a prefix, where there is a vector index, " +
      "these are read from that: in its order, without embeddings that it lacks, and perhaps with one whose object is gone. " +
      "Otherwise they are read from the objects.",
    parameters: { query: listQuery },
    responses: { 200: { description: "A page of the list", schema: listResponse, example } },
    errors: ["invalid_request", ...storageErrors, ...indexErrors, "internal_error"],
  },
};
