import { routes } from "../../../service/routes";
import { addressWithoutRoute, routeRoots } from "../../../tools/api/route-in-url";

test("knows what all routes begin with", () => {
  const paths = routes.flatMap(({ routeKeys }) => Object.values(routeKeys));
  const roots = paths.flatMap((key) => key.split("/")[1] || []);
  expect([...routeRoots]).toEqual([...new Set(roots)].toSorted());
});

test.each([
  ["http://localhost:3000/embeddings/embeddings", "http://localhost:3000"],
  ["http://localhost:3000/embeddings/search/embeddings/search", "http://localhost:3000"],
  ["https://api.example.com/stage/v1/embeddings/a.md:1", "https://api.example.com/stage"],
  ["https://api.example.com/v1/embeddings/embeddings/batch", "https://api.example.com"],
  ["https://api.example.com/docs/embeddings", "https://api.example.com"],
  ["https://embeddings/health/embeddings", "https://embeddings"],
])("finds the route in %s", (address, expected) => {
  expect(addressWithoutRoute(new URL(address))).toBe(expected);
});

test.each([
  "http://localhost:3000/embeddings",
  "http://localhost:3000/embeddings/health",
  "https://embeddings/embeddings/batch",
  "https://api.example.com/stage/embeddings/search",
  "https://api.example.com/docs-v1/embeddings/a.md:1",
])("finds none in %s", (address) => {
  expect(addressWithoutRoute(new URL(address))).toBeUndefined();
});
