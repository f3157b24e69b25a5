import { openapiDocument } from "../../openapi/document";
import { operationsOf } from "../../openapi/operations";
import { type Route, routes } from "../../service/routes";

const [generate, ...others] = routes as readonly [Route, ...Route[]];

test("finds an operation for each name in each row, in their order", () => {
  expect(operationsOf(routes).map(({ name, routeKey, route }) => [route.name, name, routeKey])).toEqual(
    routes.flatMap(({ name, routeKeys }) => Object.entries(routeKeys).map((named) => [name, ...named])),
  );
});

test.each<[string, readonly Route[], string]>([
  [
    "a route without a folder",
    [...routes, { ...generate, name: "look-up", routeKeys: { "look-up": "POST /look-up" } }],
    "The route look-up has no functions/routes/look-up/operation.ts: describe its operations there",
  ],
  [
    "a folder without a route",
    others,
    "functions/routes/generate has no route: add its row to service/routes.ts, or remove it",
  ],
  [
    "a route key that nothing describes",
    [...others, { ...generate, routeKeys: { ...generate.routeKeys, "generate-again": "PUT /embeddings/generate" } }],
    "The route generate has generate-again, and functions/routes/generate/operation.ts has not: describe it there",
  ],
  [
    "a description of no route key",
    [...others, { ...generate, routeKeys: { embed: "POST /embeddings/generate" } }],
    "functions/routes/generate/operation.ts has generate, and its row in service/routes.ts has not: remove it from either",
  ],
  [
    "a name for two operations",
    [...routes, { ...generate, routeKeys: { generate: "PUT /embeddings/generate" } }],
    "service/routes.ts has generate twice: give each operation a name and a route key of its own",
  ],
  [
    "a route key for two operations",
    [...others, { ...generate, routeKeys: { generate: "GET /health" } }],
    "service/routes.ts has GET /health twice: give each operation a name and a route key of its own",
  ],
])("refuses %s", (_, rows, message) => {
  expect(() => operationsOf(rows)).toThrow(message);
  expect(() => openapiDocument(rows)).toThrow(message);
});
