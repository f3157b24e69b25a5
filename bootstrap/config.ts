import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import {
  allowedAccountIds,
  json,
  optionalJson,
  optionalText,
  projectName,
  unique,
  wholeNumber,
} from "../common/config";
import { configuredTags } from "../common/tags";
import { defaultEmbeddingModelId } from "../embedding/models";
import { invokedModelProblem } from "../embedding/models/inference-profile";
import { rerankerIds } from "../embedding/ranking/rerankers";
import { bucketNameProblem } from "./bucket-name";
import { githubConfig } from "./github/github-config";
import { vectorIndexProblems } from "./vector-index-problems";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const maxRoleNameCharacters = 64;

/** For how many buckets the policies have room, whatever their names, where there are no indexes. */
const maxSuffixes = 20;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-limitations.html */
const maxDimension = 4_096;

const kmsKeyArn = /^arn:[\w-]+:kms:[\w-]+:\d{12}:key\/[\w-]+$/;

/** The bootstrap layer's configuration. */
export const bootstrapConfig = z
  .object({
    project: projectName,
    enableS3Vector: json(z.boolean(), "true or false").default(true).describe("`false` provisions nothing"),
    bucketSuffixes: json(unique(z.array(z.string())), "a list such as [vector-embeddings]")
      .default(["vector-embeddings"])
      .describe(
        "One bucket `{project}-{suffix}` each, with an index `{suffix}` in the vector bucket `{project}-vectors`; 20 at " +
          "most, fewer where IAM has no room for their names",
      ),
    embeddingModels: json(
      unique(
        z.array(
          z.string().refine((id) => invokedModelProblem(id) === undefined, {
            error: ({ input }) => invokedModelProblem(String(input)),
          }),
        ),
      ),
      "a list such as [amazon.titan-embed-text-v2:0]",
    )
      .default(["amazon.titan-embed-text-v2:0", "amazon.titan-embed-text-v1"])
      .describe("The Bedrock models and inference profiles that services may invoke, and no others"),
    rerankModels: json(
      unique(z.array(z.enum(rerankerIds, { error: `must be one of ${rerankerIds.join(", ")}` }))),
      "a list such as [amazon.rerank-v1:0]",
    )
      .default([])
      .describe(
        "The Bedrock models by which a search may be ordered again on request, the first of them where it names none; each such " +
          "search is paid for",
      ),
    vectorIndex: json(z.boolean(), "true or false")
      .default(true)
      .describe("An index in S3 Vectors for each bucket; `false` where S3 Vectors is not in the region"),
    vectorIndexDimension: wholeNumber(1, maxDimension)
      .default(1_024)
      .describe("How many numbers a vector in an index has: one of the lengths that `vectorIndexModel` offers"),
    vectorIndexModel: z
      .string()
      .default(defaultEmbeddingModelId)
      .describe("The model whose vectors the indexes hold, one of `embeddingModels` without the prefix of a profile"),
    githubActionsRoles: json(
      unique(
        z.array(
          z.string().regex(/^[\w+=,.@-]{1,64}$/, {
            error: ({ input }) =>
              `must be the name of an IAM role, without path or ARN, which ${JSON.stringify(input)} is not`,
          }),
        ),
      ),
      "a list such as [deploy-dev]",
    )
      .default([])
      .describe("Names of existing IAM roles that get the policy to manage the buckets"),
    github: optionalJson(
      githubConfig,
      'an object such as {"repository": "acme/embeddings", "environments": ["prod"]}',
    ).describe("The GitHub repository whose environments deploy, each with a role of its own"),
    kmsKey: optionalText
      .refine((key) => key === undefined || key === "create" || kmsKeyArn.test(key), {
        error: 'must be "create", the ARN of a KMS key, or empty for keys that S3 manages',
      })
      .describe(
        "`create`, or the ARN of a KMS key, to encrypt buckets and indexes with; empty for keys that S3 manages. The policy " +
          "of a key of yours must let S3 Vectors decrypt",
      ),
    previousKmsKeys: json(
      unique(
        z.array(
          z.string().regex(kmsKeyArn, {
            error: ({ input }) => `must be the ARN of a KMS key, which ${JSON.stringify(input)} is not`,
          }),
        ),
      ),
      "a list such as [arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab]",
    )
      .default([])
      .describe("ARNs of keys that some of the objects are still encrypted with"),
    accessLogBucket: optionalText
      .refine((name) => name === undefined || bucketNameProblem(name) === undefined, {
        error: "must be the name of an existing bucket in the same region and account",
      })
      .describe(
        "An existing bucket that gets the access logs of the others; its policy must let `logging.s3.amazonaws.com` write",
      ),
    allowedAccountIds,
    tags: configuredTags,
  })
  .check((context) => {
    const {
      project,
      enableS3Vector,
      bucketSuffixes,
      embeddingModels,
      vectorIndex,
      github,
      accessLogBucket,
      kmsKey,
      previousKmsKeys,
    } = context.value;
    const problem = (key: string, message: string) =>
      context.issues.push({ code: "custom", path: [key], message, input: context.value });
    if (enableS3Vector && bucketSuffixes.length === 0) {
      problem("bucketSuffixes", "needs at least one suffix; set enableS3Vector to false to provision nothing");
    }
    if (enableS3Vector && embeddingModels.length === 0) {
      problem("embeddingModels", "needs at least one model id, else no function may call Bedrock");
    }
    for (const suffix of bucketSuffixes) {
      const name = `${project}-${suffix}`;
      const reason = bucketNameProblem(name);
      if (reason) problem("bucketSuffixes", `would name a bucket "${name}", which ${reason}`);
    }
    if (enableS3Vector && vectorIndex) {
      for (const [key, message] of vectorIndexProblems(context.value)) problem(key, message);
    }
    if (bucketSuffixes.length > maxSuffixes) {
      problem(
        "bucketSuffixes",
        `has ${bucketSuffixes.length} suffixes, and IAM's policies have room for ${maxSuffixes}`,
      );
    }
    if (accessLogBucket && bucketSuffixes.some((suffix) => `${project}-${suffix}` === accessLogBucket)) {
      problem("accessLogBucket", "is one of this stack's own buckets, which would log its logs: name another one");
    }
    if (kmsKey && previousKmsKeys.includes(kmsKey)) {
      problem("previousKmsKeys", "names kmsKey, which is the present one: name those before it");
    }
    for (const environment of github?.environments ?? []) {
      if (environment === pulumi.getStack()) {
        problem(
          "github",
          `names "${environment}", which is this stack: an environment deploys a service stack of its name`,
        );
      }
      const { length } = `${project}-deploy-${environment}`;
      if (length > maxRoleNameCharacters) {
        problem(
          "github",
          `would name a role of ${length} characters for "${environment}", and IAM allows 64: shorten it`,
        );
      }
    }
  });

/** The configuration after parsing, every default filled in. */
export type BootstrapConfig = z.output<typeof bootstrapConfig>;
