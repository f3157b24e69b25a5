import type { StackResult } from "../../local/engine";
import { routes } from "../../service/routes";
import { isAllowed } from "../helpers/iam";
import { named, ofType, runLayer } from "../helpers/run-layer";

// What is in the functions does not matter here, and bundling takes long.
jest.mock("../../service/inline-functions", () => ({ inlineFunctions: () => ({}) }));

const alarmsOf = (result: StackResult) =>
  new Map(
    ofType(result, "aws:cloudwatch/metricAlarm:MetricAlarm").map(({ inputs }) => [String(inputs["name"]), inputs]),
  );

const deployed = routes.filter(({ publicDocs }) => !publicDocs);

test("has alarms on each function's errors, p99 duration against its timeout, and throttles", async () => {
  const alarms = alarmsOf(await runLayer("service"));
  for (const { name, timeoutSeconds } of deployed) {
    const functionName = `embeddings-service-dev-${name}`;
    const metric = (metricName: string) => ({
      namespace: "AWS/Lambda",
      metricName,
      dimensions: { FunctionName: functionName },
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      treatMissingData: "notBreaching",
      period: 300,
    });
    expect(alarms.get(`${functionName}-errors`)).toMatchObject({ ...metric("Errors"), statistic: "Sum", threshold: 1 });
    expect(alarms.get(`${functionName}-duration`)).toMatchObject({
      ...metric("Duration"),
      extendedStatistic: "p99",
      threshold: timeoutSeconds * 800,
    });
    expect(alarms.get(`${functionName}-throttles`)).toMatchObject({
      ...metric("Throttles"),
      statistic: "Sum",
      threshold: 1,
    });
  }
  expect(alarms.size).toBe(deployed.length * 3 + 4 + 1);
});

test("has alarms on Bedrock's throttles of the functions that call it, by the functions' own metric", async () => {
  const alarms = alarmsOf(await runLayer("service"));
  const throttled = [...alarms].filter(([name]) => name.endsWith("-model-throttles"));
  expect(throttled.map(([name]) => name).sort()).toEqual(
    ["batch", "generate", "openai-embeddings", "search"].map(
      (route) => `embeddings-service-dev-${route}-model-throttles`,
    ),
  );
  for (const [name, inputs] of throttled) {
    expect(inputs).toMatchObject({
      namespace: "EmbeddingsService",
      metricName: "ModelThrottles",
      dimensions: { FunctionName: name.replace("-model-throttles", "") },
      statistic: "Sum",
    });
  }
});

test("has an alarm on the answers of the API that say it failed", async () => {
  expect(alarmsOf(await runLayer("service")).get("embeddings-service-dev-api-5xx")).toMatchObject({
    namespace: "AWS/ApiGateway",
    metricName: "5xx",
    dimensions: { ApiId: "local" },
    statistic: "Sum",
  });
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

test("shows all alarms and functions on one dashboard", async () => {
  const result = await runLayer("service");
  const { inputs } = named(result, "observability-overview-dashboard");
  expect(inputs["dashboardName"]).toBe("embeddings-service-dev");
  const { widgets } = JSON.parse(String(inputs["dashboardBody"])) as {
    widgets: {
      type: string;
      properties: { title: string; region?: string; alarms?: string[]; metrics?: string[][] };
    }[];
  };
  const [alarms, ...graphs] = widgets;
  expect(alarms?.properties.alarms?.toSorted()).toEqual(
    ofType(result, "aws:cloudwatch/metricAlarm:MetricAlarm")
      .map(({ state }) => state["arn"])
      .sort(),
  );
  expect(new Set(graphs.map(({ properties }) => properties.region))).toEqual(new Set(["us-east-1"]));
  const metrics = graphs.flatMap(({ properties }) => properties.metrics ?? []);
  for (const { name } of deployed) {
    expect(metrics).toContainEqual(["AWS/Lambda", "Errors", "FunctionName", `embeddings-service-dev-${name}`]);
  }
  expect(metrics).toContainEqual(["AWS/ApiGateway", "5xx", "ApiId", "local"]);
});

test("traces every function, and lets it send its traces", async () => {
  const result = await runLayer("service");
  for (const { name } of deployed) {
    expect(named(result, `${name}-function`).inputs["tracingConfig"]).toEqual({ mode: "Active" });
    const policies = [String(named(result, `${name}-tracing`).inputs["policy"])];
    await expect(isAllowed(policies, { action: "xray:PutTraceSegments", resource: "*" })).resolves.toBe(true);
  }
});
