import { openapiDocument } from "../../openapi/document";
import { operationsOf } from "../../openapi/operations";
import { type Route, routes } from "../../service/routes";

const [generate, ...others] = routes as readonly [Route, ...Route[]];

test("finds an operation for each name in each row, in their order, but for agents' and the console's", () => {
  expect(operationsOf(routes).map(({ name, routeKey, route }) => [route.name, name, routeKey])).toEqual(
    routes
      .filter(({ forAgents, publicConsole }) => !forAgents && !publicConsole)
      .flatMap(({ name, routeKeys }) => Object.entries(routeKeys).map((named) => [name, ...named])),
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

test("describes each route key of a function by itself", () => {
  const file = "../../functions/routes/health/operation";
  const { health } = jest.requireActual(file).operations;
  jest.resetModules();
  jest.doMock(file, () => ({ operations: { health, "health-head": { ...health, summary: "Ask for no body" } } }));
  try {
    const document = require("../../openapi/document") as typeof import("../../openapi/document");
    const rows = routes.map((route) =>
      route.name === "health"
        ? { ...route, routeKeys: { ...route.routeKeys, "health-head": "HEAD /health" } as const }
        : route,
    );
    const { get, head } = document.openapiDocument(rows).paths?.["/health"] ?? {};
    expect([get?.operationId, get?.summary]).toEqual(["health", "Ask whether the API answers"]);
    expect([head?.operationId, head?.summary]).toEqual(["healthHead", "Ask for no body"]);
  } finally {
    jest.dontMock(file);
    jest.resetModules();
  }
});
