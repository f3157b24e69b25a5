import { runLayer } from "../helpers/run-layer";

test.each<[string, Record<string, unknown>, RegExp]>([
  ["a suffix with capitals", { bucketSuffixes: ["Vectors"] }, /bucketSuffixes is \["Vectors"\].*lowercase/],
  ["an empty suffix", { bucketSuffixes: [""] }, /"embeddings-service-", which does not begin and end/],
  ["a suffix that makes the name too long", { bucketSuffixes: ["v".repeat(45)] }, /64 characters instead of 3 to 63/],
  ["a reserved ending", { bucketSuffixes: ["vectors--x-s3"] }, /ends with "--x-s3"/],
  ["no suffix", { bucketSuffixes: [] }, /bucketSuffixes is \[\]: needs at least one suffix/],
  ["a suffix twice", { bucketSuffixes: ["a", "a"] }, /bucketSuffixes is \["a","a"\]: must not name anything twice/],
  ["suffixes that are no list", { bucketSuffixes: "vectors" }, /bucketSuffixes is vectors: must be a list such as/],
  ["suffixes that are no text", { bucketSuffixes: [1] }, /bucketSuffixes is \[1\]: must be a list such as/],
  ["an unknown kind of switch", { enableS3Vector: "yes" }, /enableS3Vector is yes: must be true or false/],
  ["a switch without value", { enableS3Vector: null }, /enableS3Vector is null: must be true or false/],
  ["no model", { embeddingModels: [] }, /embeddingModels is \[\]: needs at least one model id/],
  ["a wildcard model", { embeddingModels: ["*"] }, /must be a Bedrock model id .*"\*" is not/],
  ["a role's ARN", { githubActionsRoles: ["arn:aws:iam::1:role/x"] }, /must be the name of an IAM role/],
  ["a project with capitals", { project: "Embeddings" }, /project is Embeddings: must consist of lowercase/],
  [
    "a key that no layer has",
    { bucketSufixes: [] },
    /unknown keys: embeddings-service:bucketSufixes\. .*bucketSuffixes/,
  ],
  ["an unknown layer", { layer: "both" }, /layer is both: must be "bootstrap" or "service"/],
])("refuses %s", async (_, config, message) => {
  await expect(runLayer("bootstrap", { config })).rejects.toThrow(message);
});

test("names every invalid key at once, the stack and where to correct it", async () => {
  const config = { bucketSuffixes: [], embeddingModels: [] };
  await expect(runLayer("bootstrap", { config })).rejects.toThrow(
    /stack "bootstrap" is invalid: .*bucketSuffixes.*; .*embeddingModels.*Correct it in Pulumi\.bootstrap\.yaml/,
  );
});
