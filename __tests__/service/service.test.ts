import type * as pulumi from "@pulumi/pulumi";
import { inputValue } from "../../local/engine";
import { isAllowed } from "../helpers/iam";
import { named, ofType, runLayer } from "../helpers/run-layer";

const policy = (name: string) => `arn:aws:iam::000000000000:policy/embeddings-service-${name}`;

describe.each([{ preview: false }, { preview: true }])("with %j", ({ preview }) => {
  test("registers a function with role and log group per route, and the API", async () => {
    const { resources } = await runLayer("service", { preview });
    const registered = (route: string) => [
      `aws:apigatewayv2/integration:Integration http-${route}-integration`,
      `aws:apigatewayv2/route:Route http-${route}-route`,
      `aws:cloudwatch/logGroup:LogGroup ${route}-logs`,
      `aws:iam/role:Role ${route}-role`,
      `aws:iam/rolePolicy:RolePolicy ${route}-logging`,
      `aws:iam/rolePolicyAttachment:RolePolicyAttachment ${route}-bucket`,
      `aws:lambda/function:Function ${route}-function`,
      `aws:lambda/permission:Permission http-${route}-permission`,
      `embeddings:service:LambdaFunction ${route}`,
    ];
    expect(resources.map(({ type, name }) => `${type} ${name}`).sort()).toEqual(
      [
        ...registered("generate"),
        ...registered("retrieve"),
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment generate-bedrock",
        "aws:apigatewayv2/api:Api http-api",
        "aws:apigatewayv2/stage:Stage http-stage",
        "embeddings:service:HttpApi http",
      ].sort(),
    );
  });

  test.each([
    ["generate", 29, { VECTOR_BUCKET_NAME: expect.any(String), BEDROCK_MODEL_ID: expect.any(String) }],
    ["retrieve", 15, { VECTOR_BUCKET_NAME: expect.any(String) }],
  ])(
    "gives %s its runtime, memory, timeout and no more environment than it needs",
    async (route, timeout, variables) => {
      const { inputs } = named(await runLayer("service", { preview }), `${route}-function`);
      expect(inputs).toMatchObject({
        name: `embeddings-service-dev-${route}`,
        handler: "__index.handler",
        runtime: "nodejs24.x",
        architectures: ["arm64"],
        memorySize: 512,
        timeout,
        loggingConfig: { logFormat: "Text", logGroup: `/aws/lambda/embeddings-service-dev-${route}` },
      });
      expect(inputs["environment"]).toEqual({ variables });
    },
  );
});

test("leaves ids and ARNs unknown in a preview", async () => {
  const { outputs } = await runLayer("service", { preview: true });
  expect(outputs).toEqual({ apiUrl: undefined, apiId: undefined, functionArns: undefined });
});

test("returns the API's URL and id and the functions' ARNs", async () => {
  const { outputs } = await runLayer("service");
  const arn = (route: string) => `arn:aws:lambda:us-east-1:000000000000:function:embeddings-service-dev-${route}`;
  expect(outputs).toEqual({
    apiUrl: "https://api.example",
    apiId: "local",
    functionArns: { generate: arn("generate"), retrieve: arn("retrieve") },
  });
});

test("uses the bootstrap's bucket and the configured model", async () => {
  const result = await runLayer("service", { config: { bedrockModelId: "amazon.titan-embed-text-v1" } });
  expect(named(result, "generate-function").inputs["environment"]).toEqual({
    variables: {
      VECTOR_BUCKET_NAME: "embeddings-service-vector-embeddings",
      BEDROCK_MODEL_ID: "amazon.titan-embed-text-v1",
    },
  });
});

test("attaches to each role what its function needs and nothing else", async () => {
  const result = await runLayer("service");
  const attachments = ofType(result, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").map(({ inputs }) => inputs);
  expect(attachments).toHaveLength(3);
  expect(attachments).toEqual(
    expect.arrayContaining([
      { role: "embeddings-service-dev-generate", policyArn: policy("s3-vector-service-access") },
      { role: "embeddings-service-dev-generate", policyArn: policy("bedrock-invocation") },
      { role: "embeddings-service-dev-retrieve", policyArn: policy("s3-vector-read-access") },
    ]),
  );
  for (const route of ["generate", "retrieve"]) {
    const { inputs } = named(result, `${route}-role`);
    expect(inputs["name"]).toBe(`embeddings-service-dev-${route}`);
    expect(inputs["managedPolicyArns"]).toBeUndefined();
    expect(JSON.parse(String(inputs["assumeRolePolicy"])).Statement).toEqual([
      { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
    ]);
  }
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
  expect(await dependencies("generate-function")).toEqual(["generate-bedrock", "generate-bucket", "generate-logging"]);
  expect(await dependencies("retrieve-function")).toEqual(["retrieve-bucket", "retrieve-logging"]);
});

test("puts each function behind its own route, for callers that sign their requests", async () => {
  const result = await runLayer("service");
  expect(named(result, "http-api").inputs).toEqual({ name: "embeddings-service-dev", protocolType: "HTTP" });
  expect(named(result, "http-stage").inputs).toEqual({ apiId: "local", name: "$default", autoDeploy: true });
  for (const [route, routeKey, source] of [
    ["generate", "POST /embeddings/generate", "*/POST/embeddings/generate"],
    ["retrieve", "GET /embeddings/{embedding_id}", "*/GET/embeddings/*"],
  ]) {
    const arn = `arn:aws:lambda:us-east-1:000000000000:function:embeddings-service-dev-${route}`;
    expect(named(result, `http-${route}-integration`).inputs).toEqual({
      apiId: "local",
      integrationType: "AWS_PROXY",
      integrationMethod: "POST",
      integrationUri: arn,
      payloadFormatVersion: "2.0",
      timeoutMilliseconds: 30_000,
    });
    expect(named(result, `http-${route}-route`).inputs).toMatchObject({
      apiId: "local",
      routeKey,
      target: `integrations/http-${route}-integration`,
      authorizationType: "AWS_IAM",
    });
    expect(named(result, `http-${route}-permission`).inputs).toEqual({
      action: "lambda:InvokeFunction",
      function: `embeddings-service-dev-${route}`,
      principal: "apigateway.amazonaws.com",
      sourceArn: `arn:aws:execute-api:us-east-1:000000000000:local/${source}`,
    });
  }
});

test("uses an existing bucket instead, with policies for exactly that one", async () => {
  const result = await runLayer("service", { config: { vectorBucketName: "team-vectors" } });
  expect(named(result, "retrieve-function").inputs["environment"]).toEqual({
    variables: { VECTOR_BUCKET_NAME: "team-vectors" },
  });
  expect(
    ofType(result, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").map(({ inputs }) => inputs["policyArn"]),
  ).toEqual([policy("bedrock-invocation")]);

  const allowed = (route: string, action: string, bucket: string) =>
    isAllowed([String(named(result, `${route}-bucket`).inputs["policy"])], {
      action,
      resource: `arn:aws:s3:::${bucket}/embeddings/doc1.json`,
    });
  await expect(allowed("generate", "s3:PutObject", "team-vectors")).resolves.toBe(true);
  await expect(allowed("retrieve", "s3:GetObject", "team-vectors")).resolves.toBe(true);
  await expect(allowed("retrieve", "s3:PutObject", "team-vectors")).resolves.toBe(false);
  await expect(allowed("generate", "s3:PutObject", "embeddings-service-vector-embeddings")).resolves.toBe(false);
});
