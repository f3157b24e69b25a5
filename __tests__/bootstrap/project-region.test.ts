import { named, ofType, runLayer } from "../helpers/stacks/run-layer";

const policyArn = "arn:aws:iam::000000000000:policy/embeddings-service-bedrock-invocation";
const runWith = (policy: string) =>
  runLayer("bootstrap", { preview: true, existing: { policies: { [policyArn]: policy } } });

test("refuses a project whose names a bootstrap stack in another region has, and says whose they are", async () => {
  const own = String(named(await runLayer("bootstrap"), "embeddings-service-bedrock-invocation").inputs["policy"]);
  await expect(runWith(own.replaceAll(":us-east-1:", ":eu-central-1:"))).rejects.toThrow(
    'project is "embeddings-service", and a bootstrap stack in eu-central-1 has its names: names of IAM, such as the ' +
      "policy embeddings-service-bedrock-invocation, are the account's, and names of buckets, such as " +
      "embeddings-service-…, the world's. Set project to another one in us-east-1, such as " +
      "embeddings-service-us-east-1, in the stacks of both layers.",
  );
  // The stack's own, with every deployment after the first.
  expect(ofType(await runWith(own), "aws:iam/policy:Policy")).toHaveLength(4);
});

test("tells the region of models that are invoked through inference profiles alone", async () => {
  const config = { embeddingModels: ["us.cohere.embed-v4:0"], vectorIndex: false };
  const result = await runLayer("bootstrap", { config });
  const own = String(named(result, "embeddings-service-bedrock-invocation").inputs["policy"]);
  await expect(runWith(own.replaceAll(":us-east-1:", ":us-west-2:"))).rejects.toThrow(
    /stack in us-west-2 has its names/,
  );
  expect(ofType(await runWith(own), "aws:iam/policy:Policy")).toHaveLength(4);
});

test("leaves it to AWS to refuse the name of a policy that is nothing of this project's", async () => {
  expect(ofType(await runWith('{"Statement": []}'), "aws:iam/policy:Policy")).toHaveLength(4);
});
