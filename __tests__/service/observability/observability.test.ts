import { domain } from "../../../bench/stacks/cost";
import type { StackResult } from "../../../local/pulumi/registered-resource";
import { logFields } from "../../../scripts/docs/tables/logs";
import { functionTimeoutSeconds } from "../../../service/function-timeout";
import { Page, tableColumn } from "../../helpers/docs/page";
import { isAllowed } from "../../helpers/iam/iam";
import { deployedRoutes } from "../../helpers/stacks/deployed-routes";
import { bootstrapStackName, named, ofType, runLayer } from "../../helpers/stacks/run-layer";

// What is in the functions does not matter here, and bundling takes long.
jest.mock("../../../service/lambda/inline-functions", () => ({ inlineFunctions: () => ({}) }));

const keys = { auth: "keys", apiKeys: { "team-a": { sha256: ["a".repeat(64)] } } };

const rerankers = ["amazon.rerank-v1:0", "cohere.rerank-v3-5:0"];

/** A service whose searches may be reranked. */
async function rerankingService(config: Record<string, unknown> = {}): Promise<StackResult> {
  const { outputs } = await runLayer("bootstrap", { config: { rerankModels: rerankers } });
  return runLayer("service", { config, stackOutputs: { [bootstrapStackName]: outputs } });
}

const alarmsOf = (result: StackResult) =>
  new Map(
    ofType(result, "aws:cloudwatch/metricAlarm:MetricAlarm").map(({ inputs }) => [String(inputs["name"]), inputs]),
  );

/** What every alarm has. */
const always = {
  comparisonOperator: "GreaterThanOrEqualToThreshold",
  treatMissingData: "notBreaching",
  period: 300,
};

test("has the alarms of the service, and no other", async () => {
  const api = { namespace: "AWS/ApiGateway", dimensions: { ApiId: "local" } };
  const service = {
    namespace: "EmbeddingsService",
    dimensions: { Service: "embeddings-service-dev" },
    statistic: "Sum",
    evaluationPeriods: 1,
  };
  const alarms = alarmsOf(await runLayer("service"));
  expect(Object.fromEntries(alarms)).toEqual(
    Object.fromEntries(
      Object.entries({
        "api-5xx": { ...api, metricName: "5xx", statistic: "Sum", threshold: 5, evaluationPeriods: 1 },
        "api-5xx-lasting": { ...api, metricName: "5xx", statistic: "Sum", threshold: 1, evaluationPeriods: 3 },
        // 80 % of 29 s.
        "api-latency": {
          ...api,
          metricName: "Latency",
          extendedStatistic: "p99",
          threshold: 23_200,
          evaluationPeriods: 3,
        },
        "model-throttles": { ...service, metricName: "ModelThrottles", threshold: 10 },
        "storage-failures": { ...service, metricName: "StorageFailures", threshold: 5 },
        "index-failures": { ...service, metricName: "IndexFailures", threshold: 5 },
        "item-failures": { ...service, metricName: "ItemFailures", threshold: 5 },
      }).map(([key, alarm]) => [
        `embeddings-service-dev-${key}`,
        expect.objectContaining({ ...always, ...alarm, alarmDescription: expect.any(String) }),
      ]),
    ),
  );
});

test("its page tells of each alarm what to do", async () => {
  const told = tableColumn(new Page("docs/operations.md").generated("alarms"), 0);
  expect(told.map((name) => `embeddings-service-dev-${name}`).sort()).toEqual(
    [...alarmsOf(await rerankingService({ ...domain, expiry: true })).keys()].sort(),
  );
});

test("watches no index where there is none", async () => {
  const { outputs } = await runLayer("bootstrap", { config: { vectorIndex: false } });
  const alarms = alarmsOf(await runLayer("service", { stackOutputs: { [bootstrapStackName]: outputs } }));
  expect(alarms.size).toBe(6);
  expect([...alarms.keys()].filter((name) => name.includes("index"))).toEqual([]);
});

test("watches rerankers where there are some", async () => {
  const alarms = alarmsOf(await rerankingService());
  expect(alarms.size).toBe(8);
  expect(alarms.get("embeddings-service-dev-rerank-fallbacks")).toMatchObject({
    ...always,
    namespace: "EmbeddingsService",
    metricName: "RerankFallbacks",
    dimensions: { Service: "embeddings-service-dev" },
    threshold: 5,
    evaluationPeriods: 1,
  });
});

test("has no more alarms, whatever else is switched on", async () => {
  const { outputs } = await runLayer("bootstrap", { config: { kmsKey: "create", accessLogBucket: "central-logs" } });
  const result = await runLayer("service", {
    config: {
      network: "private",
      publicDocs: true,
      alarmEmail: "on-call@example.com",
      reservedConcurrency: { list: 5 },
    },
    stackOutputs: { [bootstrapStackName]: outputs },
  });
  expect(alarmsOf(result).size).toBe(7);
});

test("adds alarms on each function's errors, p99 duration against its timeout, and throttles on request", async () => {
  const alarms = alarmsOf(await runLayer("service", { config: { alarms: "function" } }));
  for (const route of deployedRoutes) {
    const { name } = route;
    const functionName = `embeddings-service-dev-${name}`;
    const metric = (metricName: string) => ({
      namespace: "AWS/Lambda",
      metricName,
      dimensions: { FunctionName: functionName },
      ...always,
    });
    expect(alarms.get(`${functionName}-errors`)).toMatchObject({ ...metric("Errors"), statistic: "Sum", threshold: 1 });
    expect(alarms.get(`${functionName}-duration`)).toMatchObject({
      ...metric("Duration"),
      extendedStatistic: "p99",
      threshold: functionTimeoutSeconds(route) * 800,
    });
    expect(alarms.get(`${functionName}-throttles`)).toMatchObject({
      ...metric("Throttles"),
      statistic: "Sum",
      threshold: 1,
    });
  }
  expect(alarms.size).toBe(7 + deployedRoutes.length * 3);
});

test("tells every function the service that its metrics are of", async () => {
  const result = await runLayer("service");
  const watched = alarmsOf(result).get("embeddings-service-dev-item-failures")?.["dimensions"];
  for (const { name } of deployedRoutes) {
    expect(named(result, `${name}-function`).inputs["environment"]).toMatchObject({
      variables: { SERVICE_NAME: (watched as Record<string, string>)["Service"] },
    });
  }
});

test.each<[string, Record<string, unknown>, string[]]>([
  ["nobody by default", {}, []],
  [
    "an existing topic",
    { alarmTopicArn: "arn:aws:sns:us-east-1:000000000000:on-call" },
    ["arn:aws:sns:us-east-1:000000000000:on-call"],
  ],
  [
    "an address by a topic of its own",
    { alarmEmail: "on-call@example.com" },
    ["arn:aws:sns:us-east-1:000000000000:embeddings-service-dev-alarms"],
  ],
])("notifies %s when an alarm goes off and when it is over", async (_, config, actions) => {
  const result = await runLayer("service", { config });
  for (const inputs of alarmsOf(result).values()) {
    expect(inputs).toMatchObject({ alarmActions: actions, okActions: actions });
  }
  const created = "alarmEmail" in config ? 1 : 0;
  for (const type of ["topic:Topic", "topicPolicy:TopicPolicy", "topicSubscription:TopicSubscription"]) {
    expect(ofType(result, `aws:sns/${type}`)).toHaveLength(created);
  }
});

test("lets the account's alarms publish to the topic of its own, by TLS, and sends it to the address", async () => {
  const result = await runLayer("service", { config: { alarmEmail: "on-call@example.com" } });
  expect(named(result, "observability-notifications-email").inputs).toEqual({
    topic: "arn:aws:sns:us-east-1:000000000000:embeddings-service-dev-alarms",
    protocol: "email",
    endpoint: "on-call@example.com",
  });
  const policy = JSON.parse(String(named(result, "observability-notifications-publishers").inputs["policy"]));
  expect(policy.Statement).toMatchObject([
    {
      Effect: "Allow",
      Principal: { Service: "cloudwatch.amazonaws.com" },
      Action: "sns:Publish",
      Condition: { StringEquals: { "aws:SourceAccount": "000000000000" } },
    },
    { Effect: "Deny", Principal: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } },
  ]);
});

/** The dashboard's widget of the alarms, and the others. */
function widgetsOf(result: StackResult) {
  const { inputs } = named(result, "observability-overview-dashboard");
  expect(inputs["dashboardName"]).toBe("embeddings-service-dev");
  const { widgets } = JSON.parse(String(inputs["dashboardBody"])) as {
    widgets: {
      type: string;
      properties: { title: string; region?: string; alarms?: string[]; metrics?: string[][]; query?: string };
    }[];
  };
  const [alarms, ...others] = widgets;
  return { alarms, others, metrics: others.flatMap(({ properties }) => properties.metrics ?? []) };
}

/** The queries of the dashboard's tables, by their titles. */
function queriesOf(result: StackResult) {
  return Object.fromEntries(
    widgetsOf(result).others.flatMap(({ type, properties: { title, query } }) =>
      type === "log" ? [[title, query]] : [],
    ),
  ) as Record<string, string>;
}

test("shows all alarms and functions on one dashboard", async () => {
  const result = await runLayer("service");
  const { alarms, others, metrics } = widgetsOf(result);
  expect(alarms?.properties.alarms?.toSorted()).toEqual(
    ofType(result, "aws:cloudwatch/metricAlarm:MetricAlarm")
      .map(({ state }) => state["arn"])
      .sort(),
  );
  expect(new Set(others.map(({ properties }) => properties.region))).toEqual(new Set(["us-east-1"]));
  for (const { name } of deployedRoutes) {
    expect(metrics).toContainEqual(["AWS/Lambda", "Errors", "FunctionName", `embeddings-service-dev-${name}`]);
  }
  expect(metrics).toContainEqual(["AWS/ApiGateway", "5xx", "ApiId", "local"]);
  expect(metrics).toContainEqual(["AWS/Bedrock", "InvocationLatency", "ModelId", "amazon.titan-embed-text-v2:0"]);
});

test("shows the latency of the model under the inference profile that it is invoked through, as Bedrock counts it", async () => {
  const config = { embeddingModels: ["global.cohere.embed-v4:0"], vectorIndex: false };
  const { outputs } = await runLayer("bootstrap", { config });
  const { metrics } = widgetsOf(
    await runLayer("service", {
      config: { bedrockModelId: "global.cohere.embed-v4:0" },
      stackOutputs: { [bootstrapStackName]: outputs },
    }),
  );
  expect(metrics).toContainEqual(["AWS/Bedrock", "InvocationLatency", "ModelId", "global.cohere.embed-v4:0"]);
});

test("shows metrics of our own by service only, and no more than cost nothing", async () => {
  const { metrics } = widgetsOf(await rerankingService({ ...keys, publicDocs: true, publicConsole: true }));
  const own = metrics.filter(([namespace]) => namespace === "EmbeddingsService");
  expect(own).toHaveLength(6);
  for (const [, , ...dimensions] of own) expect(dimensions).toEqual(["Service", "embeddings-service-dev"]);
  expect(metrics.length).toBeLessThanOrEqual(50);
});

test("shows the calls of rerankers, the searches without them, and the time of each part by the logs of those that call them", async () => {
  const result = await rerankingService(keys);
  const { metrics } = widgetsOf(result);
  for (const id of rerankers) expect(metrics).toContainEqual(["AWS/Bedrock", "Invocations", "ModelId", id]);
  expect(metrics).toContainEqual(["EmbeddingsService", "RerankFallbacks", "Service", "embeddings-service-dev"]);
  const query = queriesOf(result)["Reranked searches, and the time that each part of them took (ms)"] ?? "";
  expect(query.split(" | ").slice(0, 3)).toEqual([
    "SOURCE '/aws/lambda/embeddings-service-dev-search'",
    "SOURCE '/aws/lambda/embeddings-service-dev-mcp'",
    "filter ispresent(rerank.attempts)",
  ]);
  const fields = Array.from(query.matchAll(/[a-z]+[._][a-z._]+/g), ([field]) => field);
  expect(Object.keys(logFields)).toEqual(expect.arrayContaining(fields));
  expect(Object.keys(queriesOf(await runLayer("service")))).not.toContain(expect.stringContaining("Reranked"));
});

test("shows what the API throttled, of which there is no metric, by its access log", async () => {
  const result = await runLayer("service");
  expect(queriesOf(result)["Requests throttled by the API"]).toEqual(
    `SOURCE '${named(result, "http-access-logs").inputs["name"]}' | filter status = "429" | stats count(*) as requests by bin(5m), route`,
  );
  // What the query reads of a line.
  const { format } = named(result, "http-stage").inputs["accessLogSettings"] as { format: string };
  expect(JSON.parse(format)).toMatchObject({ status: "$context.status", route: "$context.routeKey" });
});

test("shows who calls and what each had embedded, of which a metric would cost by caller, by the functions' logs", async () => {
  const result = await runLayer("service", { config: keys });
  const query = queriesOf(result)["Callers, by the tokens that they had embedded"] ?? "";
  const groups = [...query.matchAll(/SOURCE '([^']+)' \| /g)].map(([, group]) => group);
  const functions = ofType(result, "aws:lambda/function:Function");
  expect(groups.toSorted()).toEqual(
    functions.map(({ inputs }) => (inputs["loggingConfig"] as { logGroup: string }).logGroup).toSorted(),
  );
  expect(query.slice(query.lastIndexOf("SOURCE"))).toMatch(
    / \| filter ispresent\(caller\) \| stats .* sum\(model\.input_tokens\) as tokens by caller \| sort tokens desc \| limit 20$/,
  );
  // What CloudWatch takes: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatchlogs_limits.html
  expect(groups.length).toBeLessThanOrEqual(50);
});

test("traces every function, and lets it send its traces", async () => {
  const result = await runLayer("service");
  for (const { name } of deployedRoutes) {
    expect(named(result, `${name}-function`).inputs["tracingConfig"]).toEqual({ mode: "Active" });
    const policies = [String(named(result, `${name}-tracing`).inputs["policy"])];
    await expect(isAllowed(policies, { action: "xray:PutTraceSegments", resource: "*" })).resolves.toBe(true);
  }
});
