import { sweepKey } from "../../embedding/object-key";
import { policiesOf } from "../helpers/iam/function-access";
import { isAllowed } from "../helpers/iam/iam";
import { bootstrapStackName, named, ofType as of, runLayer } from "../helpers/stacks/run-layer";

// What is in the functions does not matter here, and bundling takes long.
jest.mock("../../service/lambda/inline-functions", () => ({ inlineFunctions: () => ({}) }));

const sweep = "embeddings-service-dev-sweep-expired";
const bucket = "arn:aws:s3:::embeddings-service-vector-embeddings";
const index = "arn:aws:s3vectors:us-east-1:000000000000:bucket/embeddings-service-vectors/index/vector-embeddings";
const queueArn = "arn:aws:sqs:us-east-1:000000000000:embeddings-service-dev-sweep-failures";
const functionArn = `arn:aws:lambda:us-east-1:000000000000:function:${sweep}`;
const expiring = { config: { expiry: true } };
const returned = async (config: Record<string, unknown>) => ({
  [bootstrapStackName]: (await runLayer("bootstrap", { config })).outputs,
});
const github = { repository: "acme/embeddings", environments: ["dev"] };

describe.each([{ preview: false }, { preview: true }])("with %j", ({ preview }) => {
  test("runs nothing while nobody calls, unless it is asked to", async () => {
    const { resources } = await runLayer("service", { preview });
    expect(resources.filter(({ type, name }) => /scheduler|sqs/.test(type) || name.includes("sweep"))).toEqual([]);
  });

  test("has a schedule run the sweep once a day, with a queue for what fails", async () => {
    const service = await runLayer("service", { preview, ...expiring });
    expect(named(service, "sweep-failures-queue").inputs).toEqual({
      name: "embeddings-service-dev-sweep-failures",
      messageRetentionSeconds: 1_209_600,
      sqsManagedSseEnabled: true,
    });
    expect(named(service, "sweep-schedule-schedule").inputs).toMatchObject({
      name: "embeddings-service-dev-sweep-schedule",
      scheduleExpression: "rate(1 day)",
      flexibleTimeWindow: { mode: "FLEXIBLE", maximumWindowInMinutes: 60 },
    });
    expect(named(service, "sweep-expired-function").inputs).toMatchObject({ name: sweep, timeout: 900 });
  });
});

test("gives the schedule a role that invokes the sweep and reports what it could not, and nothing else", async () => {
  const service = await runLayer("service", expiring);
  expect(named(service, "sweep-schedule-schedule").inputs["target"]).toEqual({
    arn: functionArn,
    roleArn: "arn:aws:iam::000000000000:role/embeddings-service/dev/embeddings-service-dev-sweep-schedule",
    deadLetterConfig: { arn: queueArn },
    retryPolicy: { maximumEventAgeInSeconds: 21_600, maximumRetryAttempts: 20 },
  });
  const policies = await policiesOf("embeddings-service-dev-sweep-schedule", { service: { expiry: true } });
  const may = (action: string, resource: string) => isAllowed(policies, { action, resource });
  await expect(may("lambda:InvokeFunction", functionArn)).resolves.toBe(true);
  await expect(may("sqs:SendMessage", queueArn)).resolves.toBe(true);
  await expect(may("lambda:InvokeFunction", functionArn.replace("sweep-expired", "delete"))).resolves.toBe(false);
  await expect(may("sqs:ReceiveMessage", queueArn)).resolves.toBe(false);
  const trust = JSON.parse(String(named(service, "sweep-schedule-role").inputs["assumeRolePolicy"])).Statement;
  expect(trust).toEqual([
    expect.objectContaining({
      Principal: { Service: "scheduler.amazonaws.com" },
      Condition: {
        StringEquals: {
          "aws:SourceAccount": "000000000000",
          "aws:SourceArn": "arn:aws:scheduler:us-east-1:000000000000:schedule-group/default",
        },
      },
    }),
  ]);
});

test.each<[string, string, boolean]>([
  ["s3:GetObject", `${bucket}/embeddings/doc1.json`, true],
  ["s3:DeleteObject", `${bucket}/embeddings/doc1.json`, true],
  ["s3:ListBucket", bucket, true],
  ["s3:PutObject", `${bucket}/${sweepKey}`, true],
  ["s3vectors:ListVectors", index, true],
  ["s3vectors:GetVectors", index, true],
  ["s3vectors:DeleteVectors", index, true],
  ["sqs:SendMessage", queueArn, true],
  ["s3:PutObject", `${bucket}/embeddings/doc1.json`, false],
  ["s3:DeleteObjectVersion", `${bucket}/embeddings/doc1.json`, false],
  ["s3:DeleteObject", `${bucket}/other/doc1.json`, false],
  ["s3:GetObject", "arn:aws:s3:::embeddings-service-vector-embeddings-prod/embeddings/doc1.json", false],
  ["s3vectors:PutVectors", index, false],
  ["s3vectors:QueryVectors", index, false],
  ["s3vectors:DeleteVectors", `${index}-prod`, false],
  ["bedrock:InvokeModel", "arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-embed-text-v2:0", false],
  ["sqs:ReceiveMessage", queueArn, false],
  ["lambda:InvokeFunction", functionArn, false],
])("lets the sweep %s on %s: %s", async (action, resource, expected) => {
  const policies = await policiesOf(sweep, { service: { expiry: true } });
  await expect(isAllowed(policies, { action, resource })).resolves.toBe(expected);
});

test("lets the sweep use the keys of the embeddings, through S3 and S3 Vectors alone", async () => {
  const previous = "arn:aws:kms:us-east-1:000000000000:key/previous";
  const key = "arn:aws:kms:us-east-1:000000000000:key/encryption-key";
  const policies = await policiesOf(sweep, {
    bootstrap: { kmsKey: "create", previousKmsKeys: [previous] },
    service: { expiry: true },
  });
  const keyPolicy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { AWS: "arn:aws:iam::000000000000:root" }, Action: "kms:*", Resource: "*" },
    ],
  });
  const may = (action: string, resource: string, service: string) =>
    isAllowed(
      policies,
      { action, resource, context: { "kms:ViaService": `${service}.us-east-1.amazonaws.com` } },
      keyPolicy,
    );
  await expect(may("kms:Decrypt", key, "s3")).resolves.toBe(true);
  await expect(may("kms:GenerateDataKey", key, "s3")).resolves.toBe(true);
  await expect(may("kms:Decrypt", key, "s3vectors")).resolves.toBe(true);
  await expect(may("kms:Decrypt", previous, "s3")).resolves.toBe(true);
  await expect(may("kms:GenerateDataKey", previous, "s3")).resolves.toBe(false);
  await expect(may("kms:Decrypt", key, "dynamodb")).resolves.toBe(false);
});

test("needs a bootstrap whose boundary allows it, where there is one", async () => {
  const refused = runLayer("service", { ...expiring, stackOutputs: await returned({ github }) });
  await expect(refused).rejects.toThrow(
    /^expiry is true, which the permissions boundary of the bootstrap stack ".*bootstrap" does not allow: set expiry to true in that stack's github and deploy it, or expiry to false here\.$/,
  );
  const stackOutputs = await returned({ github: { ...github, expiry: true } });
  const service = await runLayer("service", { ...expiring, stackOutputs });
  const boundary = "arn:aws:iam::000000000000:policy/embeddings-service-function-boundary";
  expect(of(service, "aws:iam/role:Role").map(({ inputs }) => inputs["permissionsBoundary"])).toEqual(
    of(service, "aws:iam/role:Role").map(() => boundary),
  );
  await runLayer("service", { stackOutputs: await returned({ github }) });
});

test("is swept through the endpoints that a private network has anyway", async () => {
  const service = await runLayer("service", { config: { expiry: true, network: "private" } });
  const without = await runLayer("service", { config: { network: "private" } });
  const endpoints = (result: typeof service) =>
    of(result, "aws:ec2/vpcEndpoint:VpcEndpoint").map(({ inputs }) => inputs);
  expect(endpoints(service)).toEqual(endpoints(without));
  expect(named(service, "sweep-expired-function").inputs["vpcConfig"]).toBeDefined();
});

test("alarms at the first message, and leaves the API's alarm on its latency as it is", async () => {
  const service = await runLayer("service", expiring);
  const alarm = (name: string) => named(service, `observability-alarms-${name}`).inputs;
  expect(alarm("sweep-failures")).toMatchObject({
    namespace: "AWS/SQS",
    metricName: "ApproximateNumberOfMessagesVisible",
    dimensions: { QueueName: "embeddings-service-dev-sweep-failures" },
    threshold: 1,
  });
  expect(alarm("api-latency")["threshold"]).toBe(23_200);
  const { dashboardBody } = named(service, "observability-overview-dashboard").inputs;
  const { widgets } = JSON.parse(String(dashboardBody)) as {
    widgets: { properties: { title: string; metrics?: unknown[] } }[];
  };
  expect(widgets.find(({ properties }) => properties.title.startsWith("Expired"))?.properties.metrics).toEqual([
    ["EmbeddingsService", "SweptEmbeddings", "Service", "embeddings-service-dev"],
  ]);
  expect(widgets.flatMap(({ properties }) => properties.metrics ?? []).length).toBeLessThanOrEqual(50);
});
