import { bootstrapStackName, runLayer } from "../helpers/run-layer";

test.each<[string, Record<string, unknown>, RegExp]>([
  ["no bootstrap stack", { bootstrapStack: "" }, /bootstrapStack is empty: must name the bootstrap stack/],
  ["half of a stack's name", { bootstrapStack: "acme/bootstrap" }, /bootstrapStack is acme\/bootstrap: must be/],
  [
    "a model that the functions do not know",
    { bedrockModelId: "cohere.embed-v4" },
    /bedrockModelId is cohere\.embed-v4/,
  ],
  ["an empty suffix", { bucketSuffix: "" }, /bucketSuffix is empty: must be one of the bootstrap's/],
  ["a bucket's ARN", { vectorBucketName: "arn:aws:s3:::mine" }, /vectorBucketName is arn:aws:s3:::mine: must be/],
  ["a bucket name with two dots", { vectorBucketName: "a..b" }, /vectorBucketName is a\.\.b: must be/],
  ["an address as bucket name", { vectorBucketName: "10.0.0.1" }, /vectorBucketName is 10\.0\.0\.1: must be/],
  [
    "a project too long for Lambda",
    { project: "p".repeat(60) },
    /project is "p+", .* "p+-dev-generate" of 73 characters/,
  ],
])("refuses %s", async (_, config, message) => {
  const { outputs } = await runLayer("bootstrap");
  await expect(runLayer("service", { config, stackOutputs: { [bootstrapStackName]: outputs } })).rejects.toThrow(
    message,
  );
});

test.each([
  ["bootstrap", bootstrapStackName],
  ["acme/embeddings-service/shared", "acme/embeddings-service/shared"],
])("reads the bootstrap stack %s", async (bootstrapStack, fullName) => {
  const { outputs } = await runLayer("bootstrap");
  const service = await runLayer("service", { config: { bootstrapStack }, stackOutputs: { [fullName]: outputs } });
  expect(service.outputs["apiId"]).toBe("local");
});
