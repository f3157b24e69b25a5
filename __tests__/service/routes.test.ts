import { bootstrapStackName, named, ofType, runLayer } from "../helpers/stacks/run-layer";

// What is in the functions does not matter here, and bundling takes long.
jest.mock("../../service/lambda/inline-functions", () => ({ inlineFunctions: () => ({}) }));

// A route of which the table may have none.
jest.mock("../../service/routes", () => {
  const { routes } = jest.requireActual("../../service/routes");
  const needsIndex = {
    name: "look-up",
    routeKeys: { "look-up": "POST /look-up" },
    bucketAccess: "read",
    indexAccess: "read",
    needsIndex: true,
    environment: ["VECTOR_INDEX_ARN"],
    memorySizeMb: 512,
    callbackFactory: () => undefined,
  };
  return { routes: [...routes, needsIndex] };
});

const isDeployed = async (bootstrap: Record<string, unknown>, config: Record<string, unknown> = {}) => {
  const { outputs } = await runLayer("bootstrap", { config: bootstrap });
  const { resources } = await runLayer("service", { config, stackOutputs: { [bootstrapStackName]: outputs } });
  return resources.some(({ name }) => name === "look-up-function");
};

test("deploys a route that needs an index only where there is one", async () => {
  await expect(isDeployed({})).resolves.toBe(true);
  await expect(isDeployed({ vectorIndex: false })).resolves.toBe(false);
  await expect(isDeployed({}, { vectorBucketName: "team-vectors" })).resolves.toBe(false);
});

test("gives it the bootstrap's policy once, and its index alone", async () => {
  const result = await runLayer("service");
  const attached = ofType(result, "aws:iam/rolePolicyAttachment:RolePolicyAttachment")
    .filter(({ inputs }) => inputs["role"] === "embeddings-service-dev-look-up")
    .map(({ name, inputs }) => [name, inputs["policyArn"]]);
  expect(attached).toEqual([
    ["look-up-bucket", "arn:aws:iam::000000000000:policy/embeddings-service-s3-vector-read-access"],
  ]);
  const [statement] = JSON.parse(String(named(result, "look-up-own-bucket").inputs["policy"])).Statement;
  expect(statement.NotResource).toEqual([
    "arn:aws:s3:::embeddings-service-vector-embeddings",
    "arn:aws:s3:::embeddings-service-vector-embeddings/*",
    "arn:aws:s3vectors:us-east-1:000000000000:bucket/embeddings-service-vectors/index/vector-embeddings",
  ]);
});
