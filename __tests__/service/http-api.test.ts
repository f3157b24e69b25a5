import { inputValue } from "../../local/pulumi/engine";
import { deployedRouteKeys, deployedRoutes } from "../helpers/stacks/deployed-routes";
import { named, ofType, runLayer } from "../helpers/stacks/run-layer";

// What is in the functions does not matter here, and bundling takes long.
jest.mock("../../service/lambda/inline-functions", () => ({ inlineFunctions: () => ({}) }));

const jwt = { auth: "jwt", jwtIssuer: "https://login.example.com/", jwtAudience: ["embeddings", "search"] };
const keys = { auth: "keys", apiKeys: { "team-a": { sha256: ["a".repeat(64)] } } };
const open = { auth: "none", allowUnauthenticated: true };

/** The authorization of each route by its key. */
async function authorizations(config: Record<string, unknown>): Promise<Record<string, unknown>> {
  const routes = ofType(await runLayer("service", { config }), "aws:apigatewayv2/route:Route");
  return Object.fromEntries(routes.map(({ inputs }) => [inputs["routeKey"], inputs["authorizationType"]]));
}

/** What is public where callers have tokens. */
const metadataOfTokens = {
  "GET /.well-known/oauth-protected-resource": "NONE",
  "GET /.well-known/oauth-protected-resource/mcp": "NONE",
};

test.each<[string, Record<string, unknown>, string]>([
  ["signed requests by default", {}, "AWS_IAM"],
  ["tokens", jwt, "JWT"],
  ["keys", keys, "CUSTOM"],
  ["everyone where that is meant", open, "NONE"],
])("authorizes %s on every route, and leaves /health open", async (_, config, type) => {
  const { "GET /health": health, "HEAD /health": head, ...all } = await authorizations(config);
  expect([health, head]).toEqual(["NONE", "NONE"]);
  const others = Object.fromEntries(Object.entries(all).filter(([routeKey]) => !(routeKey in metadataOfTokens)));
  expect(Object.keys(others).sort()).toEqual(deployedRouteKeys.filter((key) => !key.endsWith(" /health")).toSorted());
  expect(new Set(Object.values(others))).toEqual(new Set([type]));
});

test("adds to what is open whose tokens the API takes, where it takes some and agents call it", async () => {
  expect(await authorizations(jwt)).toMatchObject(metadataOfTokens);
  for (const config of [keys, open, { ...jwt, mcp: false }]) {
    expect(Object.keys(await authorizations(config))).not.toEqual(
      expect.arrayContaining([expect.stringContaining("oauth-protected-resource")]),
    );
  }
});

test("has nothing for agents without mcp", async () => {
  const without = Object.keys(await authorizations({ mcp: false }));
  expect(deployedRouteKeys.filter((routeKey) => !without.includes(routeKey))).toEqual([
    "POST /mcp",
    "GET /mcp",
    "DELETE /mcp",
  ]);
});

test("adds to what is open the API's description with publicDocs, and nothing else", async () => {
  const publicRoutes = Object.entries(await authorizations({ publicDocs: true })).filter(([, type]) => type === "NONE");
  expect(publicRoutes.map(([routeKey]) => routeKey).sort()).toEqual([
    "GET /docs",
    "GET /health",
    "GET /openapi.json",
    "HEAD /health",
  ]);
});

test.each([
  ["keys", keys],
  ["tokens", jwt],
])("adds to what is open the console with publicConsole and %s, and nothing else", async (_, config) => {
  const without = await authorizations(config);
  const { ...more } = await authorizations({ ...config, publicConsole: true });
  for (const routeKey of Object.keys(without)) delete more[routeKey];
  expect(more).toEqual({
    "GET /": "NONE",
    "HEAD /": "NONE",
    "GET /console/{file+}": "NONE",
    "HEAD /console/{file+}": "NONE",
  });
});

test("verifies tokens by their issuer and audience, and asks for a route's scopes", async () => {
  const jwtScopes = { generate: ["embeddings.write"], retrieve: ["embeddings.read", "embeddings.write"] };
  const result = await runLayer("service", { config: { ...jwt, jwtScopes } });
  expect(named(result, "http-authorizer").inputs).toEqual({
    apiId: "local",
    name: "jwt",
    authorizerType: "JWT",
    identitySources: ["$request.header.Authorization"],
    jwtConfiguration: { issuer: "https://login.example.com/", audiences: ["embeddings", "search"] },
  });
  const route = (name: string) => named(result, `http-${name}-route`).inputs;
  expect(route("generate")).toMatchObject({
    authorizerId: "http-authorizer",
    authorizationScopes: ["embeddings.write"],
  });
  expect(route("retrieve")).toMatchObject({ authorizationScopes: ["embeddings.read", "embeddings.write"] });
  expect(route("list")).toMatchObject({ authorizerId: "http-authorizer", authorizationScopes: [] });
  expect(route("health")).not.toHaveProperty("authorizerId");
});

test("asks the function of keys, and keeps what it answers for a route and a minute", async () => {
  const result = await runLayer("service", { config: keys });
  const arn = "arn:aws:lambda:us-east-1:000000000000:function:embeddings-service-dev-authorize-key";
  expect(ofType(result, "aws:apigatewayv2/authorizer:Authorizer")).toHaveLength(1);
  expect(named(result, "http-key-authorizer").inputs).toEqual({
    apiId: "local",
    name: "keys",
    authorizerType: "REQUEST",
    authorizerUri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${arn}/invocations`,
    authorizerPayloadFormatVersion: "2.0",
    enableSimpleResponses: true,
    identitySources: ["$request.header.Authorization", "$context.routeKey"],
    authorizerResultTtlInSeconds: 60,
  });
  expect(named(result, "http-key-authorizer-permission").inputs).toEqual({
    action: "lambda:InvokeFunction",
    function: "embeddings-service-dev-authorize-key",
    principal: "apigateway.amazonaws.com",
    sourceArn: "arn:aws:execute-api:us-east-1:000000000000:local/authorizers/http-key-authorizer",
  });
  const { inputs } = named(result, "http-generate-route");
  expect(inputs).toMatchObject({ authorizationType: "CUSTOM", authorizerId: "http-key-authorizer" });
  expect(inputs).not.toHaveProperty("authorizationScopes");
  expect(named(result, "http-health-route").inputs).not.toHaveProperty("authorizerId");
});

test("has no authorizer where requests are signed", async () => {
  expect(ofType(await runLayer("service"), "aws:apigatewayv2/authorizer:Authorizer")).toEqual([]);
});

test("lets through as many requests as configured, and fewer to the routes that call the model", async () => {
  const config = {
    throttlingRateLimit: 30,
    throttlingBurstLimit: 60,
    modelThrottlingRateLimit: 5,
    modelThrottlingBurstLimit: 7,
  };
  const { inputs, options } = named(await runLayer("service", { config }), "http-stage");
  expect(inputs).toMatchObject({
    name: "$default",
    autoDeploy: true,
    defaultRouteSettings: { throttlingRateLimit: 30, throttlingBurstLimit: 60 },
  });
  const routeKeys = deployedRoutes
    .filter(({ invokesModel }) => invokesModel)
    .flatMap((route) => Object.values(route.routeKeys))
    .toSorted((a, b) => a.localeCompare(b));
  expect(routeKeys).toEqual(
    expect.arrayContaining([
      "POST /embeddings/batch",
      "POST /embeddings/generate",
      "POST /embeddings/search",
      "POST /v1/embeddings",
    ]),
  );
  const settings = inputs["routeSettings"] as { routeKey: string }[];
  expect(settings.toSorted((a, b) => a.routeKey.localeCompare(b.routeKey))).toEqual(
    routeKeys.map((routeKey) => ({ routeKey, throttlingRateLimit: 5, throttlingBurstLimit: 7 })),
  );
  // A stage takes settings only for routes that are there.
  expect(await inputValue(options.dependsOn)).toHaveLength(deployedRouteKeys.length);
});

test("answers web pages of other origins only where they are configured, and never with credentials", async () => {
  expect(named(await runLayer("service"), "http-api").inputs).not.toHaveProperty("corsConfiguration");
  const corsAllowOrigins = ["https://app.example.com", "http://localhost:5173"];
  const { inputs } = named(await runLayer("service", { config: { corsAllowOrigins } }), "http-api");
  expect(inputs["corsConfiguration"]).toEqual({
    allowOrigins: corsAllowOrigins,
    allowMethods: ["DELETE", "GET", "HEAD", "PATCH", "POST"],
    allowHeaders: expect.arrayContaining(["authorization", "content-type", "if-none-match", "x-amz-date"]),
    exposeHeaders: ["etag", "retry-after", "x-request-id"],
    maxAge: 3600,
  });
});

test("logs each request as JSON to a group that keeps a year, without body, query or credentials", async () => {
  const result = await runLayer("service");
  const group = "/aws/vendedlogs/embeddings-service-dev-http-api";
  expect(named(result, "http-access-logs").inputs).toMatchObject({ name: group, retentionInDays: 365 });
  const { destinationArn, format } = named(result, "http-stage").inputs["accessLogSettings"] as Record<string, string>;
  expect(destinationArn).toBe(`arn:aws:logs:us-east-1:000000000000:log-group:${group}`);
  expect(JSON.parse(format ?? "")).toMatchObject({
    request_id: "$context.requestId",
    route: "$context.routeKey",
    status: "$context.status",
    source_ip: "$context.identity.sourceIp",
    latency_ms: "$context.responseLatency",
  });
  expect(format).not.toMatch(/body|\$context\.path|query|header|accessKey|\$request/i);
});
