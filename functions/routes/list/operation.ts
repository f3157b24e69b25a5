import type { Operations } from "../../http/operation";
import { bodyErrors, indexErrors, storageErrors } from "../../http/operation-errors";
import { listQuery } from "./request";
import { type ListResponse, listResponse } from "./response";
import { statsRequest } from "./stats-request";
import { type StatsResponse, statsResponse } from "./stats-response";

const storeId = "wjPr_6ICdg8iRzteVYaWjL";

const example: ListResponse = {
  embeddings: ["doc1", "doc2"].map((id) => ({ id, s3_key: `embeddings/${id}.json` })),
  store_id: storeId,
  next_cursor: null,
};

const statsExample: StatsResponse = {
  objects: { count: 2, size_bytes: 42_186 },
  vectors: { count: 2, by_model: [{ model: "amazon.titan-embed-text-v2:0", dimension: 1024, count: 2 }] },
  complete: true,
  store_id: storeId,
  next_cursor: null,
};

export const operations: Operations = {
  list: {
    tag: "Embeddings",
    summary: "List the stored embeddings, page by page",
    description:
      "By default their ids, with include also texts, metadata and vectors. Without a prefix, where there is a vector index, " +
      "these are read from that: in its order, without embeddings that it lacks, and perhaps with one whose object is gone. " +
      "Otherwise they are read from the objects. With a filter it is a walk through all of the index, two parts at a time, of " +
      "which an answer has what was found while there was time: it may be few or none, and still not be the last.",
    parameters: { query: listQuery },
    responses: { 200: { description: "A page of the list", schema: listResponse, example } },
    errors: ["invalid_request", ...storageErrors, ...indexErrors, "internal_error"],
  },
  stats: {
    tag: "Embeddings",
    summary: "Count the stored embeddings, by model and bytes",
    description:
      "It reads the list of the objects and all of the vector index for as long as a request may, and answers the counts so " +
      "far, without any estimate. The next request, with the cursor, goes on from there.",
    request: { schema: statsRequest, example: { prefix: "doc" } },
    responses: { 200: { description: "The counts so far", schema: statsResponse, example: statsExample } },
    errors: [...bodyErrors, ...storageErrors, ...indexErrors, "internal_error"],
  },
};
