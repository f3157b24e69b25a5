import { runLayer } from "../helpers/stacks/run-layer";

test.each<[string, Record<string, unknown>, RegExp]>([
  ["a suffix with capitals", { bucketSuffixes: ["Vectors"] }, /bucketSuffixes is \["Vectors"\].*lowercase/],
  ["an empty suffix", { bucketSuffixes: [""] }, /"embeddings-service-", which does not begin and end/],
  ["a suffix that makes the name too long", { bucketSuffixes: ["v".repeat(45)] }, /64 characters instead of 3 to 63/],
  ["a reserved ending", { bucketSuffixes: ["vectors--x-s3"] }, /ends with "--x-s3"/],
  ["no suffix", { bucketSuffixes: [] }, /bucketSuffixes is \[\]: needs at least one suffix/],
  ["a suffix twice", { bucketSuffixes: ["a", "a"] }, /bucketSuffixes is \["a","a"\]: must not name anything twice/],
  ["suffixes that are no list", { bucketSuffixes: "vectors" }, /bucketSuffixes is vectors: must be a list such as/],
  ["suffixes that are no text", { bucketSuffixes: [1] }, /bucketSuffixes is \[1\]: \[0\] must be of the type string/],
  ["a reranker that there is not", { rerankModels: ["cohere"] }, /is \["cohere"\]: \[0\] must be one of amazon/],
  ["an unknown kind of switch", { enableS3Vector: "yes" }, /enableS3Vector is yes: must be true or false/],
  ["a switch without value", { enableS3Vector: null }, /enableS3Vector is null: must be true or false/],
  ["an unknown kind of vectorIndex", { vectorIndex: 1 }, /vectorIndex is 1: must be true or false/],
  ["no dimension", { vectorIndexDimension: 0 }, /vectorIndexDimension is 0: must be a whole number from 1 to 4096/],
  ["a large dimension", { vectorIndexDimension: 4097 }, /Dimension is 4097: must be a whole number from 1 to 4096/],
  ["part of a dimension", { vectorIndexDimension: 0.5 }, /Dimension is 0.5: must be a whole number from 1 to 4096/],
  [
    "a dimension that the index's model does not have",
    { vectorIndexDimension: 1536 },
    /vectorIndexDimension is 1536: must be a length .* amazon\.titan-embed-text-v2:0, which offers 1024, 512, 256\./,
  ],
  [
    "the default dimension for a model that does not have it",
    { vectorIndexModel: "amazon.titan-embed-text-v1", vectorIndexDimension: 1024 },
    /vectorIndexDimension is 1024: must be a length .* amazon\.titan-embed-text-v1, which offers 1536\./,
  ],
  [
    "an index for a model that may not be invoked",
    { embeddingModels: ["amazon.titan-embed-text-v1"], vectorIndexModel: "amazon.titan-embed-text-v2:0" },
    /vectorIndexModel is amazon\.titan-embed-text-v2:0: must be one of embeddingModels, which are amazon\.titan-embed-text-v1: name one of them, or set vectorIndex to false/,
  ],
  [
    "an index for a model that is not supported",
    { vectorIndexModel: "acme.embed-v1" },
    /vectorIndexModel is acme\.embed-v1: must be one of embeddingModels, which are amazon\.titan-embed-text-v2:0, amazon\.titan-embed-text-v1: name/,
  ],
  [
    "an index for an inference profile",
    { embeddingModels: ["us.cohere.embed-v4:0"], vectorIndexModel: "us.cohere.embed-v4:0" },
    /vectorIndexModel is us\.cohere\.embed-v4:0: must be cohere\.embed-v4:0, for an index holds vectors of a model/,
  ],
  [
    "an index for another model than that of the only inference profile",
    { embeddingModels: ["us.cohere.embed-v4:0"] },
    /vectorIndexModel is .*: must be one of embeddingModels, which are cohere\.embed-v4:0: name one of them/,
  ],
  [
    "a dimension that the model of an inference profile does not have",
    {
      embeddingModels: ["eu.cohere.embed-v4:0"],
      vectorIndexModel: "cohere.embed-v4:0",
      vectorIndexDimension: 3072,
    },
    /vectorIndexDimension is 3072: must be a length .* cohere\.embed-v4:0, which offers (?=.*\b1536\b)(?=.*\b256\b)/,
  ],
  [
    "a project that makes the vector bucket's name too long",
    { project: "p".repeat(56), bucketSuffixes: ["abc"] },
    /project is p+: would name a vector bucket "p+-vectors", which has 64 .*: change it, or set vectorIndex to false/,
  ],
  [
    "a suffix that is too short for an index",
    { bucketSuffixes: ["ab"] },
    /bucketSuffixes is \["ab"\]: would name a vector index "ab", which has 2 .*: rename it, or set vectorIndex to false/,
  ],
  ["a suffix that no index can start with", { bucketSuffixes: ["-abc"] }, /index "-abc", which does not begin and end/],
  ["no model", { embeddingModels: [] }, /embeddingModels is \[\]: needs at least one model id/],
  ["an unknown reranker", { rerankModels: ["amazon.titan-embed-text-v2:0"] }, /must be one of amazon\.rerank-v1:0/],
  ["a wildcard model", { embeddingModels: ["*"] }, /must be a Bedrock model id .*"\*" is not/],
  [
    "a model that is not supported",
    { embeddingModels: ["amazon.titan-embed-text-v2:0", "cohere.embed-v4"] },
    /embeddingModels is .*: \[1\] must be a Bedrock model id among amazon\.titan-embed-text-v2:0, .*, which "cohere\.embed-v4" is not/,
  ],
  [
    "an inference profile of a model that has none",
    { embeddingModels: ["us.amazon.titan-embed-text-v2:0"] },
    /\[0\] must be amazon\.titan-embed-text-v2:0, for the model has no inference profile "us"/,
  ],
  [
    "an inference profile that the model does not have",
    { embeddingModels: ["apac.cohere.embed-v4:0"] },
    /\[0\] must be cohere\.embed-v4:0 or us\.cohere\.embed-v4:0 or .* or global\.cohere\.embed-v4:0, for .* "apac"/,
  ],
  [
    "an inference profile by its ARN",
    { embeddingModels: ["arn:aws:bedrock:us-east-1:000000000000:inference-profile/us.cohere.embed-v4:0"] },
    /\[0\] must be cohere\.embed-v4:0 or us\.cohere\.embed-v4:0 or /,
  ],
  ["a role's ARN", { githubActionsRoles: ["arn:aws:iam::1:role/x"] }, /must be the name of an IAM role/],
  [
    "a key of another region, with which S3 could store nothing",
    { kmsKey: "arn:aws:kms:eu-west-1:000000000000:key/1" },
    /kmsKey is "arn:aws:kms:eu-west-1:.*", and the stack is deployed to us-east-1: name one of that region/,
  ],
  [
    "a previous key of another region",
    { previousKmsKeys: ["arn:aws:kms:eu-west-1:000000000000:key/1"] },
    /previousKmsKeys is "arn:aws:kms:eu-west-1:/,
  ],
  ["an unknown kind of key", { kmsKey: "alias/mine" }, /kmsKey is alias\/mine: must be "create", the ARN of a KMS key/],
  [
    "a log bucket that is none",
    { accessLogBucket: "Logs" },
    /accessLogBucket is Logs: must be the name of an existing/,
  ],
  [
    "an account that is none",
    { allowedAccountIds: ["12345"] },
    /allowedAccountIds is \["12345"\]: \[0\] must be 12 digits/,
  ],
  [
    "an account without quotes that has lost a zero",
    { allowedAccountIds: [12345678901] },
    /\[0\] must be 12 digits in quotes/,
  ],
  [
    "too many suffixes",
    { bucketSuffixes: Array.from({ length: 21 }, (_, index) => `suffix-${index}`) },
    /has 21 suffixes, and IAM's policies have room for 20/,
  ],
  [
    "logs into a bucket that is logged",
    { accessLogBucket: "embeddings-service-vector-embeddings" },
    /accessLogBucket is .* is one of this stack's own buckets/,
  ],
  ["a project with capitals", { project: "Embeddings" }, /project is Embeddings: must consist of lowercase/],
  [
    "a key that no layer has",
    { bucketSufixes: [] },
    /unknown keys: embeddings-service:bucketSufixes\. .* the keys are layer, project, (?!.*\bproject\b).*bucketSuffixes/,
  ],
  [
    "keys that the AWS provider does not have",
    { "aws:assumeRole": {}, "aws:requireRegion": "x" },
    /unknown keys: aws:assumeRole, aws:requireRegion\. .* the keys are .*allowedAccountIds, .*assumeRoles, /,
  ],
  ["an unknown layer", { layer: "both" }, /layer is both: must be "bootstrap" or "service"/],
])("refuses %s", async (_, config, message) => {
  await expect(runLayer("bootstrap", { config })).rejects.toThrow(message);
});

test.each([
  "octocat_acme/embeddings",
  "octo-cat_acme@1/embeddings@2",
  "ACME_admin/embeddings",
  `${"o".repeat(34)}_acme/-`,
  "acme/_",
  "acme/github.com",
  "acme/.github",
  "acme/git",
  "a/b.git.c",
])("takes the GitHub repository %s", async (repository) => {
  const { outputs } = await runLayer("bootstrap", { config: { github: { repository, environments: ["dev"] } } });
  expect(outputs["githubActionsRoleArns"]).toHaveLength(1);
});

test.each<[string, Record<string, unknown>]>([
  ["without indexes", { vectorIndex: false }],
  ["provisioning nothing", { enableS3Vector: false }],
])("takes, %s, what could not be indexed", async (_, config) => {
  const unindexed = {
    embeddingModels: ["amazon.titan-embed-text-v1"],
    bucketSuffixes: ["ab"],
    project: "p".repeat(56),
    vectorIndexDimension: 7,
  };
  const { outputs } = await runLayer("bootstrap", { config: { ...unindexed, ...config } });
  expect(outputs["vectorIndexArns"]).toEqual({});
});

test.each(["cohere.embed-v4:0", "us.cohere.embed-v4:0", "global.cohere.embed-v4:0"])(
  "takes an index of the model that is invoked by %s, whose id is that without a profile",
  async (id) => {
    const config = {
      embeddingModels: [id],
      vectorIndexModel: "cohere.embed-v4:0",
      vectorIndexDimension: 1536,
    };
    const { outputs } = await runLayer("bootstrap", { config });
    expect(outputs).toMatchObject({
      embeddingModels: [id],
      vectorIndexModel: "cohere.embed-v4:0",
      vectorIndexDimension: 1536,
    });
  },
);

test("names every invalid key at once, the stack and where to correct it", async () => {
  const config = { bucketSuffixes: [], embeddingModels: [] };
  await expect(runLayer("bootstrap", { config })).rejects.toThrow(
    /stack "bootstrap" is invalid: .*bucketSuffixes.*; .*embeddingModels.*Correct it in Pulumi\.bootstrap\.yaml/,
  );
});

describe("of github, refuses", () => {
  const valid = { repository: "acme/embeddings", environments: ["dev"] };

  test.each<[string, unknown, RegExp]>([
    ["a text", "acme/embeddings", /github is acme\/embeddings: must be an object such as/],
    ["no repository", { environments: ["dev"] }, /github is .*: repository is missing, as in an object such as/],
    ["a switch that is a text", { ...valid, expiry: "yes" }, /github is .*: expiry must be true or false/],
    [
      "an environment that is no text",
      { ...valid, environments: [1] },
      /: environments \[0\] must be of the type string/,
    ],
    ["an unknown key", { ...valid, branch: "main" }, /has branch, which nothing reads: remove or rename it/],
    ["a whole organisation", { ...valid, repository: "acme" }, /repository is "acme", a whole organisation/],
    ["all of an organisation", { ...valid, repository: "acme/*" }, /repository is "acme\/\*", a whole organisation/],
    ["an organisation with a slash", { ...valid, repository: "acme/" }, /repository is "acme\/", a whole organisation/],
    ["a wildcard repository", { ...valid, repository: "acme/emb*" }, /"acme\/emb\*", which has a wildcard/],
    ["a wildcard owner", { ...valid, repository: "acm?/embeddings" }, /"acm\?\/embeddings", which has a wildcard/],
    ["one id of two", { ...valid, repository: "acme@1/embeddings" }, /must be owner\/name or, with both ids/],
    ...[
      "https://github.com/acme/embeddings",
      "https://github.com/acme/embeddings.git",
      "https://oauth2@github.com/acme/embeddings/tree/main",
      "git@github.com:acme/embeddings.git",
      "ssh://git@ssh.github.com:443/acme/embeddings.git",
      "github.com/acme/embeddings/",
    ].map((repository): [string, object, RegExp] => [
      `the address ${repository}`,
      { ...valid, repository },
      /the address of a repository: must be owner\/name, which is acme\/embeddings\. /,
    ]),
    ["a URL", { ...valid, repository: "https://github.com/acme/embeddings" }, /must be owner\/name/],
    ["a URL of another host", { ...valid, repository: "https://gitlab.com/acme/embeddings" }, /must be owner\/name/],
    ["an owner of 40 characters", { ...valid, repository: `${"o".repeat(40)}/embeddings` }, /must be owner\/name/],
    ["an underscore at the end of an owner", { ...valid, repository: "octocat_/embeddings" }, /must be owner\/name/],
    ["a repository's name with a space", { ...valid, repository: "acme/my embeddings" }, /must be owner\/name/],
    ["a slash at its end", { ...valid, repository: "acme/embeddings/" }, /must be owner\/name/],
    ["a git repository with ids", { ...valid, repository: "acme@1/embeddings.git@2" }, /leave out "\.git"/],
    ["a repository by the name ..", { ...valid, repository: "acme/.." }, /no repository is named so/],
    [
      "the end of a URL",
      { ...valid, repository: "acme/embeddings.git" },
      /"acme\/embeddings\.git", .*leave out "\.git"/,
    ],
    ["a wiki", { ...valid, repository: "acme/embeddings.wiki" }, /"acme\/embeddings\.wiki", and no repository/],
    ["an owner of two short codes", { ...valid, repository: "octocat_acme_b/x" }, /must be owner\/name/],
    ["an owner that begins with a short code", { ...valid, repository: "_acme/embeddings" }, /must be owner\/name/],
    ["a name of 101 characters", { ...valid, repository: `acme/${"x".repeat(101)}` }, /must be owner\/name/],
    ["no environment", { ...valid, environments: [] }, /environments needs at least one environment/],
    ["an environment twice", { ...valid, environments: ["dev", "dev"] }, /environments must not name anything twice/],
    ["a wildcard environment", { ...valid, environments: ["*"] }, /names "\*", which has a wildcard/],
    [
      "pull requests",
      { ...valid, environments: ["pull_request"] },
      /names "pull_request", by which every pull request/,
    ],
    ["pull requests to preview", { ...valid, previewEnvironment: "pull_request" }, /by which every pull request/],
    ["a branch", { ...valid, environments: ["ref:refs/heads/main"] }, /names "ref:refs\/heads\/main", which is no/],
    [
      "this stack as an environment",
      { ...valid, environments: ["bootstrap"] },
      /names "bootstrap", which is this stack/,
    ],
    ["names that differ by capitals", { ...valid, environments: ["dev", "Dev"] }, /"dev" and "Dev", whose resources/],
    ["every bucket", { ...valid, vectorBucketNames: ["*"] }, /must be the name of an S3 bucket, which "\*" is not/],
    ["no bucket's name", { ...valid, vectorBucketNames: [""] }, /must be the name of an S3 bucket, which "" is not/],
    ["part of a bucket", { ...valid, vectorBucketNames: ["a-bucket/*"] }, /which "a-bucket\/\*" is not/],
    [
      "too many buckets",
      { ...valid, vectorBucketNames: ["b-1", "b-2", "b-3", "b-4", "b-5", "b-6"] },
      /names more than 5 buckets/,
    ],
    ["names that begin alike", { ...valid, environments: ["dev", "dev-eu"] }, /"dev" and "dev-eu", whose resources/],
    [
      "a preview that deploys",
      { ...valid, previewEnvironment: "dev" },
      /previewEnvironment names "dev", which deploys/,
    ],
    [
      "another OIDC provider",
      { ...valid, oidcProviderArn: "arn:aws:iam::1:oidc-provider/x" },
      /must be the ARN of GitHub/,
    ],
    [
      "a role name that is too long",
      { ...valid, environments: ["e".repeat(40)] },
      /would name a role of 66 characters/,
    ],
  ])("%s", async (_, github, message) => {
    await expect(runLayer("bootstrap", { config: { github } })).rejects.toThrow(message);
  });
});
