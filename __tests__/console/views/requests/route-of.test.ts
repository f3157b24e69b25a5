import { routeOf } from "../../../../console/views/requests/route-of";

const routes = [
  "GET /embeddings",
  "GET /embeddings/{embedding_id}",
  "POST /embeddings/search",
  "DELETE /embeddings/{embedding_id}",
  "GET /embeddings/search",
];

test.each([
  ["GET", "/embeddings?limit=2", "GET /embeddings"],
  ["GET", "/embeddings/doc1", "GET /embeddings/{embedding_id}"],
  ["GET", "/embeddings/a%2Fb", "GET /embeddings/{embedding_id}"],
  ["DELETE", "/embeddings/doc1", "DELETE /embeddings/{embedding_id}"],
  ["GET", "/embeddings/search", "GET /embeddings/search"],
  ["POST", "/embeddings/doc1", undefined],
  ["GET", "/embeddings/doc1/x", undefined],
  ["?", "?", undefined],
])("names the route of %s %s", (method, path, route) => {
  expect(routeOf(method, path, routes)).toBe(route);
});
