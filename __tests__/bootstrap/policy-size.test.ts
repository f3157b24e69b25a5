import { embeddingModels } from "../../embedding/models";
import type { EmbeddingModel } from "../../embedding/models/model";
import { named, ofType, runLayer } from "../helpers/stacks/run-layer";

/** IAM counts all but white space: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const maxCharacters = 6_144;

const project = "p".repeat(38);
/** Suffixes, each of which makes a bucket's name of 63 characters, the most that S3 allows. */
const suffixes = (length: number) => Array.from({ length }, (_, index) => String(index).padStart(24, "s"));
const github = {
  repository: "acme/embeddings",
  environments: ["development", "production"],
  previewEnvironment: "preview",
  stateBucket: "s".repeat(63),
  privateNetwork: true,
  expiry: true,
  vectorBucketNames: Array.from({ length: 5 }, (_, index) => String(index).padStart(63, "v")),
};

/** The policies of a bootstrap stack with all that it may have. */
const policies = [
  ...["bedrock-invocation", "s3-vector-management", "s3-vector-service-access", "s3-vector-read-access"].map(
    (of) => `${project}-${of}`,
  ),
  "github-boundary",
  ...["deploy-development", "deploy-production", "preview"].flatMap((role) =>
    ["read", "network", "expiry", "state"].map((of) => `github-${role}-${of}`),
  ),
  ...["development", "production"].map((environment) => `github-deploy-${environment}-write`),
];

test.each([
  ["18 suffixes and an index for each", { bucketSuffixes: suffixes(18) }],
  ["20 suffixes without indexes", { bucketSuffixes: suffixes(20), vectorIndex: false }],
])("keeps every policy document within IAM's limit with the longest names: %s", async (_, indexed) => {
  const { bucketSuffixes } = indexed;
  const result = await runLayer("bootstrap", { config: { project, github, kmsKey: "create", ...indexed } });
  expect(ofType(result, "aws:s3/bucket:Bucket").map(({ id }) => id.length)).toEqual(bucketSuffixes.map(() => 63));

  const sizes = ofType(result, "aws:iam/policy:Policy").map(({ name, inputs }) => ({
    name,
    characters: String(inputs["policy"]).replace(/\s/g, "").length,
  }));
  expect(sizes.map(({ name }) => name)).toEqual(expect.arrayContaining(policies));
  // Where a policy of a role that deploys has no room for one more type: one of its own, as `expiry` has.
  expect(sizes.filter(({ characters }) => characters > maxCharacters)).toEqual([]);
  expect(String(named(result, `${project}-s3-vector-service-access`).inputs["policy"])).toContain(
    `arn:aws:s3:::${project}-${bucketSuffixes.at(-1)}/embeddings/*`,
  );
});

test("has room for 20 suffixes with an index for each, where their names are no longer than most", async () => {
  const bucketSuffixes = suffixes(20).map((suffix) => suffix.slice(-12));
  const { resources } = await runLayer("bootstrap", { config: { bucketSuffixes, kmsKey: "create" } });
  const indexes = ofType({ resources }, "aws:s3/vectorsIndex:VectorsIndex");
  expect(indexes).toHaveLength(20);
});

test.each([
  [
    "the service's policy",
    { bucketSuffixes: suffixes(20) },
    /with which the policy p+-s3-vector-service-access would .* Name fewer or shorter suffixes, or set vectorIndex to false\.$/,
  ],
  [
    "the boundary",
    {
      bucketSuffixes: suffixes(17),
      github,
      embeddingModels: [
        "amazon.titan-embed-text-v2:0",
        ...["us", "eu", "global"].map((of) => `${of}.cohere.embed-v4:0`),
      ],
    },
    /with which the policy p+-function-boundary would have \d+ characters, and IAM allows 6144\. Name fewer or shorter suffixes, or name fewer embeddingModels, or set vectorIndex to false\.$/,
  ],
])("refuses, before anything is created, more than there is room for in %s", async (_, config, message) => {
  const run = runLayer("bootstrap", { preview: true, config: { project, kmsKey: "create", ...config } });
  await expect(run).rejects.toThrow(message);
});

test("has room for every model that there is, by every inference profile, beside 8 suffixes with the longest names", async () => {
  const ids = Object.entries<EmbeddingModel>(embeddingModels).flatMap(([id, { profiles }]) => [
    id,
    ...profiles.map((profile) => `${profile}.${id}`),
  ]);
  const { resources } = await runLayer("bootstrap", {
    config: { project, github, kmsKey: "create", bucketSuffixes: suffixes(8), embeddingModels: ids },
  });
  const sizes = ofType({ resources }, "aws:iam/policy:Policy").map(({ name, inputs }) => ({
    name,
    characters: String(inputs["policy"]).length,
  }));
  expect(sizes.filter(({ characters }) => characters > maxCharacters)).toEqual([]);
});
