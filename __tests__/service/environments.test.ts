import { type Route, routes } from "../../service/routes";
import { ofType, runLayer } from "../helpers/stacks/run-layer";

// What is in the functions does not matter here, and bundling takes long.
jest.mock("../../service/lambda/inline-functions", () => ({ inlineFunctions: () => ({}) }));

/** Everything that an account can have once, so that all that has a name is created. */
const config = {
  network: "private",
  alarms: "function",
  alarmEmail: "on-call@example.com",
  publicDocs: true,
  expiry: true,
};

/** Types whose names are names only inside of another resource. */
const named = new Set([
  "aws:iam/rolePolicy:RolePolicy",
  "aws:apigatewayv2/stage:Stage",
  "aws:apigatewayv2/authorizer:Authorizer",
]);

/** The names of a route's function and of what it has of its own. */
function namesOf({ name }: Route): readonly string[] {
  const full = `embeddings-service-dev-${name}`;
  return [
    `aws:lambda/function:Function ${full}`,
    `aws:iam/role:Role ${full}`,
    `aws:cloudwatch/logGroup:LogGroup /aws/lambda/${full}`,
    ...["errors", "duration", "throttles"].map((of) => `aws:cloudwatch/metricAlarm:MetricAlarm ${full}-${of}`),
  ];
}

/** The names of what a service has once. */
const namesOnce = [
  "aws:apigatewayv2/api:Api embeddings-service-dev",
  "aws:cloudwatch/dashboard:Dashboard embeddings-service-dev",
  "aws:cloudwatch/logGroup:LogGroup /aws/vendedlogs/embeddings-service-dev-http-api",
  ...[
    "api-5xx",
    "api-5xx-lasting",
    "api-latency",
    "index-failures",
    "item-failures",
    "model-throttles",
    "storage-failures",
    "sweep-failures",
  ].map((alarm) => `aws:cloudwatch/metricAlarm:MetricAlarm embeddings-service-dev-${alarm}`),
  "aws:ec2/securityGroup:SecurityGroup embeddings-service-dev-endpoints",
  "aws:ec2/securityGroup:SecurityGroup embeddings-service-dev-functions",
  "aws:cloudwatch/logGroup:LogGroup /aws/lambda/embeddings-service-dev-sweep-expired",
  "aws:iam/role:Role embeddings-service-dev-sweep-expired",
  "aws:iam/role:Role embeddings-service-dev-sweep-schedule",
  "aws:lambda/function:Function embeddings-service-dev-sweep-expired",
  "aws:scheduler/schedule:Schedule embeddings-service-dev-sweep-schedule",
  "aws:sns/topic:Topic embeddings-service-dev-alarms",
  "aws:sqs/queue:Queue embeddings-service-dev-sweep-failures",
];

/** The physical names of all that a stack registers, with their types. */
async function physicalNames(layer: "bootstrap" | "service", stack: string): Promise<string[]> {
  const github = {
    repository: "acme/embeddings",
    environments: ["dev", "prod"],
    previewEnvironment: "preview",
    expiry: true,
  };
  const { resources } = await runLayer(layer, {
    stack,
    config: layer === "service" ? config : { github, kmsKey: "create" },
  });
  return resources.flatMap(({ type, inputs }) => {
    const name = inputs["name"] ?? inputs["bucket"] ?? inputs["dashboardName"] ?? inputs["vectorBucketName"];
    return name === undefined || named.has(type) ? [] : [`${type} ${name}`];
  });
}

test("shares no physical name between two environments of one account, nor with the bootstrap stack", async () => {
  const dev = await physicalNames("service", "dev");
  const prod = await physicalNames("service", "prod");
  const bootstrap = await physicalNames("bootstrap", "bootstrap");
  const deployed = routes.filter(({ needsTokens, publicConsole }) => !needsTokens && !publicConsole);
  expect(dev).toEqual(expect.arrayContaining([...deployed.flatMap(namesOf), ...namesOnce]));
  expect(prod).toHaveLength(dev.length);
  for (const [one, other] of [
    [dev, prod],
    [dev, bootstrap],
    [prod, bootstrap],
  ] as const) {
    expect(one.filter((name) => other.includes(name))).toEqual([]);
  }
  for (const name of dev) expect(name).toMatch(/[ /]embeddings-service-dev(-|$)/);
  for (const name of prod) expect(name).toMatch(/[ /]embeddings-service-prod(-|$)/);
});

test("gives each environment an index of its own too", async () => {
  const indexOf = async (stack: string) => {
    const functions = ofType(await runLayer("service", { stack }), "aws:lambda/function:Function");
    const indexes = functions.flatMap(({ inputs }) => {
      const { variables } = inputs["environment"] as { variables: Record<string, string> };
      return variables["VECTOR_INDEX_ARN"] ?? [];
    });
    expect(new Set(indexes).size).toBe(1);
    return indexes[0]?.split("/").at(-1);
  };
  expect(await indexOf("dev")).toBe("vector-embeddings");
  expect(await indexOf("prod")).toBe("vector-embeddings-prod");
});

test("gives each environment a bucket of its own, which the functions of another may not touch", async () => {
  const bucketOf = async (stack: string) => {
    const functions = ofType(await runLayer("service", { stack }), "aws:lambda/function:Function");
    const buckets = functions.flatMap(({ inputs }) => {
      const { variables } = inputs["environment"] as { variables: Record<string, string> };
      return variables["VECTOR_BUCKET_NAME"] ?? [];
    });
    expect(new Set(buckets).size).toBe(1);
    return buckets[0];
  };
  expect(await bucketOf("dev")).toBe("embeddings-service-vector-embeddings");
  expect(await bucketOf("prod")).toBe("embeddings-service-vector-embeddings-prod");
});
