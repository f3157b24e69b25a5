import { named, ofType, runLayer } from "../helpers/run-layer";

/** IAM counts all but white space: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const maxCharacters = 6_144;

test("keeps every policy document within IAM's limit with 20 suffixes and the longest names", async () => {
  const project = "p".repeat(38);
  // Each makes a bucket's name of 63 characters, the most that S3 allows.
  const bucketSuffixes = Array.from({ length: 20 }, (_, index) => String(index).padStart(24, "s"));
  const github = {
    repository: "acme/embeddings",
    environments: ["development", "production"],
    previewEnvironment: "preview",
    stateBucket: "s".repeat(63),
    privateNetwork: true,
    vectorBucketNames: Array.from({ length: 5 }, (_, index) => String(index).padStart(63, "v")),
  };
  const result = await runLayer("bootstrap", { config: { project, bucketSuffixes, github, kmsKey: "create" } });
  expect(ofType(result, "aws:s3/bucket:Bucket").map(({ id }) => id.length)).toEqual(Array(20).fill(63));

  const sizes = ofType(result, "aws:iam/policy:Policy").map(({ name, inputs }) => ({
    name,
    characters: String(inputs["policy"]).replace(/\s/g, "").length,
  }));
  expect(sizes).toHaveLength(16);
  expect(sizes.filter(({ characters }) => characters > maxCharacters)).toEqual([]);
  expect(String(named(result, `${project}-s3-vector-service-access`).inputs["policy"])).toContain(
    `arn:aws:s3:::${project}-${bucketSuffixes[19]}/embeddings/*`,
  );
});
