import { Gateway } from "../../local/gateway/gateway";
import { registeredRoutes } from "../../local/gateway/registered-routes";
import type { LocalFunction } from "../../local/lambda/lambda-function";
import { registeredFunctions } from "../../local/lambda/registered-function";
import type { StackResult } from "../../local/pulumi/registered-resource";
import { checklist } from "../../policy/checklist";
import { types } from "../../policy/types";
import { violations } from "../../policy/violations";
import { embeds } from "../helpers/handler/aws-answers";
import { Upstream } from "../helpers/handler/upstream";
import { policyResources } from "../helpers/iam/policy-resources";
import { named, ofType, runLayer } from "../helpers/stacks/run-layer";
import { temporaryDirectory } from "../helpers/temporary-directory";

// Functions of the table with more route keys than they have there.
jest.mock("../../service/routes", () => {
  const { routes } = jest.requireActual("../../service/routes") as typeof import("../../service/routes");
  const more: Record<string, object> = {
    health: { "health-of": "GET /health/{part}" },
    generate: { "generate-for": "PUT /embeddings/{embedding_id}/text" },
  };
  return { routes: routes.map((route) => ({ ...route, routeKeys: { ...route.routeKeys, ...more[route.name] } })) };
});

const jwt = { auth: "jwt", jwtIssuer: "https://login.example.com/", jwtAudience: ["embeddings"] };
const keysOf = (result: StackResult, name: string) => {
  const { id } = named(result, `http-${name}-integration`);
  return ofType(result, types.route)
    .filter(({ inputs }) => inputs["target"] === `integrations/${id}`)
    .map(({ name, inputs }) => [name, inputs["routeKey"]]);
};

test("gives each route key a route and a permission of its own, and all of a function one integration", async () => {
  const result = await runLayer("service");
  expect(keysOf(result, "health")).toEqual([
    ["http-health-route", "GET /health"],
    ["http-health-head-route", "HEAD /health"],
    ["http-health-of-route", "GET /health/{part}"],
  ]);
  expect(keysOf(result, "generate")).toEqual([
    ["http-generate-route", "POST /embeddings/generate"],
    ["http-generate-for-route", "PUT /embeddings/{embedding_id}/text"],
  ]);
  const permissions = ofType(result, types.permission)
    .filter(({ inputs }) => inputs["function"] === "embeddings-service-dev-generate")
    .map(({ name, inputs }) => [name, String(inputs["sourceArn"]).split(":").at(-1)]);
  expect(permissions).toEqual([
    ["http-generate-permission", "local/*/POST/embeddings/generate"],
    ["http-generate-for-permission", "local/*/PUT/embeddings/*/text"],
  ]);
  expect(ofType(result, types.integration)).toHaveLength(ofType(result, types.lambda).length);
});

test("has one function for them, with one set of alarms and one line in each graph", async () => {
  const result = await runLayer("service", { config: { alarms: "function" } });
  expect(ofType(result, types.lambda).filter(({ name }) => name.startsWith("generate"))).toHaveLength(1);
  const ofFunction = ofType(result, "aws:cloudwatch/metricAlarm:MetricAlarm").filter(({ name }) =>
    name.startsWith("observability-alarms-generate"),
  );
  expect(ofFunction.map(({ name }) => name.replace("observability-alarms-", "")).sort()).toEqual([
    "generate-duration",
    "generate-errors",
    "generate-throttles",
  ]);
  const dashboard = String(named(result, "observability-overview-dashboard").inputs["dashboardBody"]);
  expect(dashboard.split('"Errors","FunctionName","embeddings-service-dev-generate"')).toHaveLength(2);
});

test("throttles each route key of a function that calls the model", async () => {
  const settings = named(await runLayer("service"), "http-stage").inputs["routeSettings"] as { routeKey: string }[];
  expect(settings.map(({ routeKey }) => routeKey)).toEqual(
    expect.arrayContaining(["POST /embeddings/generate", "PUT /embeddings/{embedding_id}/text"]),
  );
});

test("asks for the scopes of each route key by its name, and leaves open what is public", async () => {
  const jwtScopes = { generate: ["embeddings.write"], "generate-for": ["embeddings.overwrite"] };
  const result = await runLayer("service", { config: { ...jwt, jwtScopes } });
  const scopes = (name: string) => named(result, `http-${name}-route`).inputs["authorizationScopes"];
  expect([scopes("generate"), scopes("generate-for")]).toEqual([["embeddings.write"], ["embeddings.overwrite"]]);
  expect(named(result, "http-health-head-route").inputs).toMatchObject({ authorizationType: "NONE" });
  const ofPublic = { ...jwt, jwtScopes: { "health-head": ["a"] } };
  await expect(runLayer("service", { config: ofPublic })).rejects.toThrow(/must be one of the routes generate/);
});

test("lets web pages send each method", async () => {
  const corsAllowOrigins = ["https://app.example.com"];
  const { inputs } = named(await runLayer("service", { config: { corsAllowOrigins } }), "http-api");
  expect(inputs["corsConfiguration"]).toMatchObject({
    allowMethods: ["DELETE", "GET", "HEAD", "PATCH", "POST", "PUT"],
  });
});

test("meets every rule, but that a route open to everyone has been reviewed", async () => {
  const resources = policyResources(await runLayer("service"));
  const found = checklist.flatMap((rule) =>
    violations(rule, resources).map(({ resource }) => [rule.id, resource.name]),
  );
  expect(found).toEqual([["CKV_AWS_309", "http-health-of-route"]]);
});

describe("behind the local gateway", () => {
  const directory = temporaryDirectory();
  const gateway = new Gateway();
  const bedrock = new Upstream();
  const written: string[] = [];
  let functions: ReadonlyMap<unknown, LocalFunction>;
  let url: string;

  beforeAll(async () => {
    const routes = registeredRoutes(await runLayer("service", { config: { reservedConcurrency: { generate: 1 } } }));
    bedrock.answer = embeds;
    const endpoints = { AWS_ENDPOINT_URL_BEDROCK_RUNTIME: await bedrock.listen() };
    functions = await registeredFunctions(
      routes.map(({ lambda }) => lambda),
      { region: "us-east-1", endpoints, directory },
    );
    for (const route of routes) gateway.addRoute({ ...route, lambda: functions.get(route.lambda) as LocalFunction });
    url = await gateway.listen(0);
    jest.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0);
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await gateway.close();
    for (const lambda of functions.values()) await lambda.close();
    await bedrock.close();
  });

  /** Sends a text to one of the route keys of `generate`. */
  const embed = (method: string, path: string) =>
    fetch(url + path, { method, body: '{"text":"Hello"}', headers: { "content-type": "application/json" } });

  test("answers each, and logs by which it was called", async () => {
    const head = await fetch(`${url}/health`, { method: "HEAD" });
    expect([head.status, head.headers.get("content-type"), await head.text()]).toEqual([200, "application/json", ""]);
    expect(await (await fetch(`${url}/health`)).json()).toEqual({ status: "healthy" });
    for (const [method, path] of [
      ["POST", "/embeddings/generate"],
      ["PUT", "/embeddings/doc1/text"],
    ] as const) {
      const response = await embed(method, path);
      expect([response.status, await response.json()]).toMatchObject([200, { dimension: 1024 }]);
    }
    expect((await embed("PUT", "/embeddings/generate")).status).toBe(404);
    const lines = () => written.join("").trim().split("\n");
    while (lines().length < 4) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(lines().map((line) => JSON.parse(line).route)).toEqual([
      "HEAD /health",
      "GET /health",
      "POST /embeddings/generate",
      "PUT /embeddings/{embedding_id}/text",
    ]);
  });

  test("counts them together where a function may run so many times at once", async () => {
    let answer = () => {};
    const asked = new Promise<void>((resolve) => {
      bedrock.delay = () => {
        resolve();
        return new Promise<void>((answered) => {
          answer = answered;
        });
      };
    });
    const first = embed("POST", "/embeddings/generate");
    await asked;
    expect((await embed("PUT", "/embeddings/doc1/text")).status).toBe(500);
    answer();
    expect((await first).status).toBe(200);
  });
});
