import * as pulumi from "@pulumi/pulumi";
import { inputValue } from "../../local/pulumi/engine";
import { functionTimeoutSeconds } from "../../service/function-timeout";
import type { Route } from "../../service/routes";
import { defaultSettings } from "../helpers/handler/default-settings";
import { policiesOf } from "../helpers/iam/function-access";
import { isAllowed } from "../helpers/iam/iam";
import { deployedRoutes } from "../helpers/stacks/deployed-routes";
import { bootstrapStackName, named, ofType, runLayer } from "../helpers/stacks/run-layer";

// What is in the functions does not matter here, and bundling takes long.
jest.mock("../../service/lambda/inline-functions", () => ({ inlineFunctions: () => ({}) }));

const policy = (name: string) => `arn:aws:iam::000000000000:policy/embeddings-service-${name}`;

/** What every function has. */
const always = { SERVICE_NAME: "embeddings-service-dev" };
const bucket = { VECTOR_BUCKET_NAME: "embeddings-service-vector-embeddings" };
const model = { BEDROCK_MODEL_ID: "amazon.titan-embed-text-v2:0" };
const concurrency = { BATCH_CONCURRENCY: "8" };
const searchMode = { SEARCH_MODE: "hybrid" };
const index = {
  VECTOR_INDEX_ARN:
    "arn:aws:s3vectors:us-east-1:000000000000:bucket/embeddings-service-vectors/index/vector-embeddings",
  VECTOR_INDEX_MODEL: "amazon.titan-embed-text-v2:0",
  VECTOR_INDEX_DIMENSION: "1024",
};

/** The settings that a function can read. */
const settings: Record<string, string> = { ...defaultSettings, ...bucket, ...index };
/** The bootstrap's policies, which are for bucket and index; for less than these there is one of the function's own. */
const managed: Record<string, string | undefined> = {
  read: "s3-vector-read-access",
  "read-write": "s3-vector-service-access",
};
const managedOf = ({ bucketAccess, indexAccess }: Route) => [managed[bucketAccess ?? ""], managed[indexAccess ?? ""]];

/** What the role of a function has beside its logs and traces. */
function grantsOf(route: Route): string[] {
  const { bucketAccess, indexAccess, invokesModel } = route;
  const [ofBucket, ofIndex] = managedOf(route);
  return [
    ...(bucketAccess ? ["bucket"] : []),
    ...(indexAccess && !(ofIndex && ofIndex === ofBucket) ? ["index"] : []),
    ...(ofBucket || ofIndex ? ["own-bucket"] : []),
    ...(invokesModel ? ["bedrock", "own-models"] : []),
  ];
}

type Expected = readonly [string, string[], number, number, Record<string, string>, string[]];

/** Function, route keys, memory, timeout, environment and what the role has beside its logs. */
const expected = deployedRoutes.map((route): Expected => {
  // Without those that the configuration leaves out.
  const environment = Object.fromEntries(
    route.environment.flatMap((name) => (settings[name] === undefined ? [] : [[name, settings[name]]])),
  );
  return [
    route.name,
    Object.values(route.routeKeys),
    route.memorySizeMb,
    functionTimeoutSeconds(route),
    environment,
    grantsOf(route),
  ];
});
const names = expected.map(([route]) => route);

/** Those that there have long been. */
const known: Expected[] = [
  [
    "batch",
    ["POST /embeddings/batch"],
    512,
    29,
    { ...bucket, ...model, ...concurrency, ...index },
    ["bucket", "own-bucket", "bedrock", "own-models"],
  ],
  [
    "delete",
    ["DELETE /embeddings/{embedding_id}", "POST /embeddings/delete"],
    512,
    15,
    { ...bucket, ...index },
    ["bucket", "index"],
  ],
  [
    "generate",
    ["POST /embeddings/generate"],
    512,
    29,
    { ...bucket, ...model, ...index },
    ["bucket", "own-bucket", "bedrock", "own-models"],
  ],
  ["health", ["GET /health", "HEAD /health"], 256, 10, {}, []],
  [
    "list",
    ["GET /embeddings", "POST /embeddings/stats"],
    1024,
    15,
    { ...bucket, ...model, ...index },
    ["bucket", "index", "own-bucket"],
  ],
  [
    "openai-embeddings",
    ["POST /v1/embeddings"],
    512,
    29,
    { ...model, ...concurrency, VECTOR_INDEX_DIMENSION: "1024" },
    ["bedrock", "own-models"],
  ],
  ["retrieve", ["GET /embeddings/{embedding_id}", "POST /embeddings/get"], 512, 15, bucket, ["bucket", "own-bucket"]],
  [
    "search",
    ["POST /embeddings/search"],
    1024,
    29,
    { ...bucket, ...model, ...index, ...searchMode },
    ["bucket", "own-bucket", "bedrock", "own-models"],
  ],
  [
    "store",
    ["POST /embeddings/store", "PATCH /embeddings/{embedding_id}"],
    512,
    15,
    { ...bucket, ...model, ...index },
    ["bucket", "own-bucket"],
  ],
];

test("has not changed what the functions have by which others are measured", () => {
  const found = known.map(([name]) => expected.find(([other]) => other === name));
  // Where the change was meant: the row in `known`.
  expect(found).toEqual(known);
});

describe.each([{ preview: false }, { preview: true }])("with %j", ({ preview }) => {
  test("registers a function with role and log group per route, and the API", async () => {
    const { resources } = await runLayer("service", { preview });
    const operations = deployedRoutes.flatMap(({ routeKeys }) => Object.keys(routeKeys));
    const registered = expected.flatMap(([route, , , , , grants]) => [
      `http-${route}-integration`,
      route,
      `${route}-logs`,
      `${route}-role`,
      `${route}-logging`,
      `${route}-tracing`,
      `${route}-function`,
      ...grants.map((grant) => `${route}-${grant}`),
    ]);
    const ofOperations = operations.flatMap((name) => [`http-${name}-route`, `http-${name}-permission`]);
    const api = ["aws", "http", "http-api", "http-access-logs", "http-stage", ...ofOperations];
    expect(
      resources
        .map(({ name }) => name)
        .filter((name) => !name.startsWith("observability"))
        .sort(),
    ).toEqual([...registered, ...api].sort());
  });

  test.each(expected)(
    "gives %s its runtime, memory, timeout and no more environment than it needs",
    async (route, _, memorySize, timeout, variables) => {
      const { inputs } = named(await runLayer("service", { preview }), `${route}-function`);
      expect(inputs).toMatchObject({
        name: `embeddings-service-dev-${route}`,
        runtime: "nodejs24.x",
        architectures: ["arm64"],
        memorySize,
        timeout,
        loggingConfig: { logFormat: "JSON", logGroup: `/aws/lambda/embeddings-service-dev-${route}` },
        tracingConfig: { mode: "Active" },
      });
      expect(inputs["environment"]).toEqual({ variables: { ...always, ...variables } });
    },
  );
});

test("leaves ids and ARNs unknown in a preview", async () => {
  const { outputs } = await runLayer("service", { preview: true });
  const { dashboardUrl, ...others } = outputs;
  expect(dashboardUrl).toMatch(/^https:/);
  const addresses = ["apiUrl", "openaiBaseUrl", "mcpUrl", "apiId", "functionArns"];
  expect(Object.keys(others).toSorted()).toEqual(addresses.toSorted());
  for (const name of addresses) expect(others[name]).toBeUndefined();
});

test("returns the URLs of the API and the dashboard, the API's id and the functions' ARNs", async () => {
  const { outputs } = await runLayer("service");
  const arn = (route: string) => `arn:aws:lambda:us-east-1:000000000000:function:embeddings-service-dev-${route}`;
  expect(outputs).toEqual({
    apiUrl: "https://api.example",
    openaiBaseUrl: "https://api.example/v1",
    mcpUrl: "https://api.example/mcp",
    dashboardUrl:
      "https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#dashboards/dashboard/embeddings-service-dev",
    apiId: "local",
    functionArns: Object.fromEntries(names.map((name) => [name, arn(name)])),
  });
});

test("returns the URL of the docs where they are public", async () => {
  const { outputs } = await runLayer("service", { config: { publicDocs: true } });
  expect(outputs["docsUrl"]).toBe("https://api.example/docs");
});

test("returns no URL for agents where there is no route for them", async () => {
  const { outputs } = await runLayer("service", { config: { mcp: false } });
  expect(outputs).not.toHaveProperty("mcpUrl");
});

test("uses the configured model and concurrency", async () => {
  jest.spyOn(pulumi.log, "warn").mockResolvedValue();
  const config = { bedrockModelId: "amazon.titan-embed-text-v1", batchConcurrency: 16 };
  const result = await runLayer("service", { config });
  expect(named(result, "batch-function").inputs["environment"]).toEqual({
    variables: {
      ...always,
      ...bucket,
      ...index,
      BEDROCK_MODEL_ID: "amazon.titan-embed-text-v1",
      BATCH_CONCURRENCY: "16",
    },
  });
});

test("tells its functions what the model is invoked through", async () => {
  const bedrockModelId = "us.cohere.embed-v4:0";
  const config = { embeddingModels: [bedrockModelId], vectorIndexModel: "cohere.embed-v4:0" };
  const { outputs } = await runLayer("bootstrap", { config });
  const result = await runLayer("service", {
    config: { bedrockModelId },
    stackOutputs: { [bootstrapStackName]: outputs },
  });
  const environments = ofType(result, "aws:lambda/function:Function").map(({ inputs }) => inputs["environment"]);
  const told = environments.filter((environment) => JSON.stringify(environment).includes("BEDROCK_MODEL_ID"));
  expect(told).toHaveLength(
    deployedRoutes.filter(({ environment }) => environment.includes("BEDROCK_MODEL_ID")).length,
  );
  expect(told.length).toBeGreaterThanOrEqual(8);
  for (const environment of told) {
    expect(environment).toMatchObject({ variables: { BEDROCK_MODEL_ID: bedrockModelId } });
  }
});

test("tells its console what it is, and no secret, ARN or account", async () => {
  const config = { auth: "keys", apiKeys: { "team-a": { sha256: ["a".repeat(64)] } }, publicConsole: true, mcp: false };
  const result = await runLayer("service", { config });
  expect(result.outputs["consoleUrl"]).toBe("https://api.example/");
  const { variables } = named(result, "console-function").inputs["environment"] as {
    variables: Record<string, string>;
  };
  const { CONSOLE_SESSION: session = "", ...others } = variables;
  expect(others).toEqual(always);
  const routes = ofType(result, "aws:apigatewayv2/route:Route").map(({ inputs }) => inputs["routeKey"]);
  expect(JSON.parse(session)).toEqual({
    project: "embeddings-service",
    stack: "dev",
    region: "us-east-1",
    model: { name: model.BEDROCK_MODEL_ID, description: "", pricePerMillionTokens: 0.02 },
    reranker: null,
    dimension: 1024,
    routes: expect.arrayContaining(routes),
    documents: [],
    auth: "keys",
    authorization: null,
  });
  expect(JSON.parse(session).routes).toHaveLength(routes.length);
});

test("tells its console what a search may be ordered again by, and at what price", async () => {
  const { outputs } = await runLayer("bootstrap", { config: { rerankModels: ["amazon.rerank-v1:0"] } });
  const config = { auth: "keys", apiKeys: { "team-a": { sha256: ["a".repeat(64)] } }, publicConsole: true };
  const result = await runLayer("service", { config, stackOutputs: { [bootstrapStackName]: outputs } });
  const { variables } = named(result, "console-function").inputs["environment"] as {
    variables: { CONSOLE_SESSION: string };
  };
  expect(JSON.parse(variables.CONSOLE_SESSION)).toMatchObject({
    reranker: { name: "amazon.rerank-v1:0", pricePerMillionRequests: 1_000 },
  });
});

test("has the console know that there is no index", async () => {
  const config = {
    auth: "keys",
    apiKeys: { "team-a": { sha256: ["a".repeat(64)] } },
    publicConsole: true,
    vectorBucketName: "team-vectors",
  };
  const { inputs } = named(await runLayer("service", { config }), "console-function");
  const { variables } = inputs["environment"] as { variables: { CONSOLE_SESSION: string } };
  const session = JSON.parse(variables.CONSOLE_SESSION);
  expect([session.dimension, session.routes.includes("POST /embeddings/search")]).toEqual([null, false]);
});

test("describes the API to everyone, but only where it is asked to", async () => {
  const result = await runLayer("service", { config: { publicDocs: true } });
  for (const [route, routeKey] of [
    ["docs", "GET /docs"],
    ["openapi", "GET /openapi.json"],
  ]) {
    expect(named(result, `http-${route}-route`).inputs).toMatchObject({ routeKey, authorizationType: "NONE" });
    const variables = route === "openapi" ? { ...always, AUTH: "iam" } : always;
    expect(named(result, `${route}-function`).inputs["environment"]).toEqual({ variables });
    expect(
      result.resources
        .map(({ name }) => name)
        .filter((name) => name.startsWith(`${route}-`))
        .sort(),
    ).toEqual(["function", "logging", "logs", "role", "tracing"].map((part) => `${route}-${part}`));
  }
});

test("attaches to each role what its function needs and nothing else", async () => {
  const result = await runLayer("service");
  const attachments = ofType(result, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").map(({ inputs }) => inputs);
  const attached = deployedRoutes.flatMap((route) => [
    ...[...new Set(managedOf(route))].flatMap((name) => (name ? [[route.name, name]] : [])),
    ...(route.invokesModel ? [[route.name, "bedrock-invocation"]] : []),
  ]);
  const known = [
    ["batch", "s3-vector-service-access"],
    ["batch", "bedrock-invocation"],
    ["generate", "s3-vector-service-access"],
    ["generate", "bedrock-invocation"],
    ["openai-embeddings", "bedrock-invocation"],
    ["retrieve", "s3-vector-read-access"],
    ["search", "s3-vector-read-access"],
    ["search", "bedrock-invocation"],
    ["store", "s3-vector-service-access"],
  ];
  expect(attached).toEqual(expect.arrayContaining(known));
  expect(attachments).toHaveLength(attached.length);
  expect(attachments).toEqual(
    expect.arrayContaining(
      attached.map(([route, name]) => ({ role: `embeddings-service-dev-${route}`, policyArn: policy(String(name)) })),
    ),
  );
  for (const route of names) {
    const { inputs } = named(result, `${route}-role`);
    expect(inputs["name"]).toBe(`embeddings-service-dev-${route}`);
    expect(inputs["managedPolicyArns"]).toBeUndefined();
    expect(JSON.parse(String(inputs["assumeRolePolicy"])).Statement).toEqual([
      { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
    ]);
  }
});

test("lets a function use its service's bucket alone, though the bootstrap's policies cover all buckets", async () => {
  for (const [route, action] of [
    ["generate", "s3:PutObject"],
    ["retrieve", "s3:GetObject"],
    ["store", "s3:PutObject"],
  ] as const) {
    const policies = await policiesOf(`embeddings-service-dev-${route}`);
    const use = (bucketName: string) =>
      isAllowed(policies, { action, resource: `arn:aws:s3:::${bucketName}/embeddings/doc1.json` });
    await expect(use("embeddings-service-vector-embeddings")).resolves.toBe(true);
    await expect(use("embeddings-service-vector-embeddings-prod")).resolves.toBe(false);
  }
});

test("has the functions that search do so in the configured mode", async () => {
  const result = await runLayer("service", { config: { searchMode: "vector" } });
  for (const route of ["search", "mcp"]) {
    expect(named(result, `${route}-function`).inputs["environment"]).toMatchObject({
      variables: { SEARCH_MODE: "vector" },
    });
  }
});

test("reserves concurrency for the functions that it is configured for", async () => {
  const result = await runLayer("service", { config: { reservedConcurrency: { generate: 20 } } });
  const reserved = ofType(result, "aws:lambda/function:Function").flatMap(({ name, inputs }) =>
    inputs["reservedConcurrentExecutions"] === undefined ? [] : [[name, inputs["reservedConcurrentExecutions"]]],
  );
  expect(reserved).toEqual([["generate-function", 20]]);
});

test("gives each role the permissions boundary of the bootstrap, where there is one", async () => {
  const boundaries = async (stackOutputs: Record<string, Record<string, unknown>>) => {
    const roles = ofType(await runLayer("service", { stackOutputs }), "aws:iam/role:Role");
    expect(roles).toHaveLength(expected.length);
    return new Set(roles.map(({ inputs }) => inputs["permissionsBoundary"]));
  };
  const github = { repository: "acme/embeddings", environments: ["dev"] };
  const bounded = await runLayer("bootstrap", { config: { github } });
  expect(await boundaries({ [bootstrapStackName]: bounded.outputs })).toEqual(new Set([policy("function-boundary")]));
  const { outputs } = await runLayer("bootstrap");
  expect(await boundaries({ [bootstrapStackName]: outputs })).toEqual(new Set([undefined]));
});

test("lets a function write to its own log group only, which keeps a year", async () => {
  const result = await runLayer("service");
  const logging = String(named(result, "generate-logging").inputs["policy"]);
  const stream = (group: string) =>
    `arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/embeddings-service-dev-${group}:log-stream:s`;
  const write = (group: string) => isAllowed([logging], { action: "logs:PutLogEvents", resource: stream(group) });
  await expect(write("generate")).resolves.toBe(true);
  await expect(write("retrieve")).resolves.toBe(false);
  expect(named(result, "generate-logs").inputs).toMatchObject({
    name: "/aws/lambda/embeddings-service-dev-generate",
    retentionInDays: 365,
  });
});

test("creates each function after its permissions", async () => {
  const result = await runLayer("service");
  const dependencies = async (name: string) => {
    const { dependsOn } = named(result, name).options;
    const resources = (await inputValue(dependsOn)) as pulumi.Resource[];
    const urns = await Promise.all(resources.map(({ urn }) => inputValue(urn)));
    return urns.map((urn) => urn?.split("::").at(-1)).sort();
  };
  expect(await dependencies("generate-function")).toEqual(
    ["bedrock", "bucket", "logging", "own-bucket", "own-models", "tracing"].map((grant) => `generate-${grant}`),
  );
  expect(await dependencies("health-function")).toEqual(["health-logging", "health-tracing"]);
});

test("puts each function behind its own route", async () => {
  const result = await runLayer("service");
  expect(named(result, "http-api").inputs).toEqual({ name: "embeddings-service-dev", protocolType: "HTTP" });
  for (const { name: route, routeKeys } of deployedRoutes) {
    const arn = `arn:aws:lambda:us-east-1:000000000000:function:embeddings-service-dev-${route}`;
    expect(named(result, `http-${route}-integration`).inputs).toEqual({
      apiId: "local",
      integrationType: "AWS_PROXY",
      integrationMethod: "POST",
      integrationUri: arn,
      payloadFormatVersion: "2.0",
      timeoutMilliseconds: 30_000,
    });
    for (const [operation, routeKey] of Object.entries(routeKeys)) {
      const [method, path] = routeKey.split(" ");
      const source = `*/${method}${path?.replace(/\{\w+\}/, "*")}`;
      expect(named(result, `http-${operation}-route`).inputs).toMatchObject({
        apiId: "local",
        routeKey,
        target: `integrations/http-${route}-integration`,
      });
      expect(named(result, `http-${operation}-permission`).inputs).toEqual({
        action: "lambda:InvokeFunction",
        function: `embeddings-service-dev-${route}`,
        principal: "apigateway.amazonaws.com",
        sourceArn: `arn:aws:execute-api:us-east-1:000000000000:local/${source}`,
      });
    }
  }
});

test("uses an existing bucket instead, with policies for exactly that one", async () => {
  const result = await runLayer("service", { config: { vectorBucketName: "team-vectors" } });
  expect(named(result, "retrieve-function").inputs["environment"]).toEqual({
    variables: { ...always, VECTOR_BUCKET_NAME: "team-vectors" },
  });
  const attachments = ofType(result, "aws:iam/rolePolicyAttachment:RolePolicyAttachment");
  expect(new Set(attachments.map(({ inputs }) => inputs["policyArn"]))).toEqual(
    new Set([policy("bedrock-invocation")]),
  );

  const allowed = (route: string, action: string, bucket: string) =>
    isAllowed([String(named(result, `${route}-bucket`).inputs["policy"])], {
      action,
      resource: `arn:aws:s3:::${bucket}/embeddings/doc1.json`,
    });
  await expect(allowed("generate", "s3:PutObject", "team-vectors")).resolves.toBe(true);
  await expect(allowed("retrieve", "s3:GetObject", "team-vectors")).resolves.toBe(true);
  await expect(allowed("retrieve", "s3:PutObject", "team-vectors")).resolves.toBe(false);
  await expect(allowed("generate", "s3:PutObject", "embeddings-service-vector-embeddings")).resolves.toBe(false);
  await expect(allowed("delete", "s3:DeleteObject", "team-vectors")).resolves.toBe(true);
  await expect(allowed("delete", "s3:DeleteObject", "embeddings-service-vector-embeddings")).resolves.toBe(false);
});

test("tells agents' functions of the pages and the tokens that the configuration names", async () => {
  const config = {
    auth: "jwt",
    jwtIssuer: "https://login.example.com/",
    jwtAudience: ["embeddings"],
    jwtScopes: { mcp: ["embeddings.read", "embeddings.admin"] },
    corsAllowOrigins: ["https://app.example.com", "https://other.example.com"],
  };
  const result = await runLayer("service", { config });
  const environment = (name: string) => named(result, `${name}-function`).inputs["environment"];
  expect(environment("mcp")).toEqual({
    variables: {
      ...always,
      ...bucket,
      ...model,
      ...index,
      ...searchMode,
      CORS_ALLOW_ORIGINS: "https://app.example.com,https://other.example.com",
    },
  });
  expect(environment("protected-resource")).toEqual({
    variables: { ...always, JWT_ISSUER: config.jwtIssuer, MCP_SCOPES: "embeddings.read embeddings.admin" },
  });
});
