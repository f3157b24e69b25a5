import type { DeployedFunction, DeployedRole, DeployedStore } from "../../../../console/deployment/deployment-document";
import { connected, layOut, withoutSharedStart } from "../../../../console/views/deployment/diagram-layout";

const route = (routeKey: string, lambda: string) => ({ routeKey, function: lambda, authorization: "everyone" });
const lambda = (title: string): DeployedFunction => ({
  name: `team-dev-${title}`,
  title,
  role: `team-dev-${title}`,
  memorySizeMb: 256,
  timeoutSeconds: 10,
  files: [],
});
const role = (title: string, ...uses: DeployedRole["uses"]): DeployedRole => ({
  name: `team-dev-${title}`,
  permissions: [],
  uses,
});
const store = (arn: string): DeployedStore => ({ kind: "bucket", arn, name: arn, facts: [] });
const layout = layOut({
  routes: [
    route("GET /health", "team-dev-health"),
    route("HEAD /health", "team-dev-health"),
    route("POST /embeddings/search", "team-dev-search"),
    route("GET /embeddings", "team-dev-list"),
  ],
  functions: ["health", "search", "authorize", "list"].map(lambda),
  roles: [
    role("health"),
    role("search", { store: "index", verbs: ["search"] }),
    role("authorize"),
    role("list", { store: "bucket", verbs: ["list"] }, { store: "index", verbs: ["list"] }),
  ],
  stores: [store("bucket"), store("index")],
});
const placed = (column: string) =>
  layout.nodes.filter((node) => node.column === column).map(({ label, row }) => [label, row]);

test("gives each route a row, what reaches nothing the last ones, and functions the height of their routes", () => {
  expect(placed("route")).toEqual([
    ["GET /embeddings", 0.5],
    ["POST /embeddings/search", 1.5],
    ["GET /health", 2.5],
    ["HEAD /health", 3.5],
  ]);
  const expected = [
    ["list", 0.5],
    ["search", 1.5],
    ["health", 3],
    // What no route calls.
    ["authorize", 4.5],
  ];
  expect(placed("function")).toEqual(expected);
  expect(placed("role").toSorted(([, a], [, b]) => Number(a) - Number(b))).toEqual(expected);
  expect(layout.rows).toBe(5);
});

test("places no two of a column upon each other, and none outside", () => {
  for (const column of ["route", "function", "role", "store"]) {
    const rows = placed(column)
      .map(([, row]) => Number(row))
      .toSorted((a, b) => a - b);
    for (const [index, row] of rows.entries()) expect(row - (rows[index - 1] ?? -0.5)).toBeGreaterThanOrEqual(1);
    expect(rows.at(-1)).toBeLessThanOrEqual(layout.rows - 0.5);
  }
});

test("leads from each route to all that its role uses", () => {
  expect([...connected("route/GET /embeddings", layout.edges)].toSorted()).toEqual([
    "function/team-dev-list",
    "role/team-dev-list",
    "route/GET /embeddings",
    "store/bucket",
    "store/index",
  ]);
  // Not what else the index is used by.
  expect([...connected("store/bucket", layout.edges)]).not.toContain("role/team-dev-search");
  expect([...connected("function/team-dev-health", layout.edges)]).toHaveLength(4);
});

test("draws nothing of nothing", () => {
  expect(layOut({ routes: [], functions: [], roles: [], stores: [] })).toMatchObject({ nodes: [], edges: [] });
});

test.each([
  [
    ["team-dev-a", "team-dev-b"],
    ["a", "b"],
  ],
  [
    ["team-dev-openapi", "team-dev-openai"],
    ["openapi", "openai"],
  ],
  [["team-a"], ["team-a"]],
  [
    ["team-", "team-b"],
    ["team-", "b"],
  ],
  [
    ["a", "b"],
    ["a", "b"],
  ],
  [[], []],
])("shortens %j to %j", (names, expected) => expect(withoutSharedStart(names)).toEqual(expected));
