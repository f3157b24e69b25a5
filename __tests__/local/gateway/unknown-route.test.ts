import { unknownRoute } from "../../../local/gateway/unknown-route";

const routeKeys = [
  "GET /embeddings",
  "GET /embeddings/{embedding_id}",
  "DELETE /embeddings/{embedding_id}",
  "POST /embeddings/batch",
  "POST /embeddings/search",
  "GET /health",
  "POST /v1/embeddings",
];

test.each([
  ["GET", "/embedding", "no route GET /embedding: did you mean /embeddings"],
  ["GET", "/embeddings/?limit=1", "no route GET /embeddings/: did you mean /embeddings"],
  ["POST", "/embeddings/serach", "no route POST /embeddings/serach: the path takes DELETE, GET"],
  ["POST", "/embedings/search", "no route POST /embedings/search: did you mean /embeddings/search"],
  ["GET", "/embedings/doc1", "no route GET /embedings/doc1: did you mean /embeddings/doc1"],
  ["POST", "/v1/embedding", "no route POST /v1/embedding: did you mean /v1/embeddings"],
  ["POST", "/api/v1/embeddings", "no route POST /api/v1/embeddings: did you mean /v1/embeddings"],
  ["PUT", "/embeddings/batch", "no route PUT /embeddings/batch: the path takes DELETE, GET, POST"],
  ["HEAD", "/health", "no route HEAD /health: the path takes GET"],
  ["GET", "/Health", "no route GET /Health: did you mean /health"],
  ["GET", "/favicon.ico", "no route GET /favicon.ico"],
  ["GET", "/", "no route GET /"],
])("says of %s %s: %s", (method, url, reason) => {
  expect(unknownRoute(method, url, routeKeys)).toBe(reason);
});
