import * as z from "zod";

const arn = z.string().startsWith("arn:", { error: "must be an ARN" });
/** Absent where the layer provisions nothing (`enableS3Vector: false`): Pulumi drops null outputs. */
const optional = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null);
const optionalArn = optional(arn);
/** Absent from stacks that were deployed before there were vector indexes. */
const bySuffix = <T extends z.ZodType>(schema: T) =>
  z
    .record(z.string(), schema)
    .nullish()
    .transform((values) => values ?? {});

/** The contract between the bootstrap stack and every stack that references it. */
export const bootstrapOutputs = z.object({
  contractVersion: z.literal(1).describe("Changes when a reader of these outputs must change"),
  region: z.string().describe("Where the buckets are and the models may be invoked"),
  s3VectorBucketIds: z.record(z.string(), z.string()).describe("Bucket names by suffix"),
  s3VectorBucketArns: z.record(z.string(), arn).describe("Bucket ARNs by suffix"),
  s3VectorManagementPolicyArn: optionalArn.describe(
    "Lets a role create and configure these buckets, the vector bucket and its indexes",
  ),
  s3VectorServicePolicyArn: optionalArn.describe(
    "Lets a role read and write embeddings, and put vectors into the indexes",
  ),
  s3VectorReadPolicyArn: optionalArn.describe("Lets a role read embeddings, and search the indexes"),
  bedrockInvocationPolicyArn: optionalArn.describe("Lets a role invoke what is in `embeddingModels`"),
  embeddingModels: z
    .array(z.string())
    .describe("The ids of the Bedrock models and inference profiles that this policy allows"),
  rerankModels: z
    .array(z.string())
    .nullish()
    .transform((ids) => ids ?? [])
    .describe("The ids of the Bedrock models that a search may be ordered again by; empty if none"),
  githubActionsRoleArns: z
    .array(arn)
    .describe("The roles that GitHub Actions deploys with: those that exist, then those of `github`"),
  kmsKeyArn: optionalArn.describe("The key that buckets and indexes are encrypted with; null where S3 manages it"),
  previousKmsKeyArns: z
    .array(arn)
    .nullish()
    .transform((arns) => arns ?? [])
    .describe("Keys that some of the objects are still encrypted with"),
  permissionsBoundaryArn: optionalArn.describe(
    "The most that a function's role may be allowed, as a permissions boundary; null if there is none",
  ),
  boundaryAllowsPrivateNetwork: z
    .boolean()
    .nullish()
    .transform((allows) => allows ?? false)
    .describe("Whether this boundary allows `network: private`"),
  boundaryAllowsExpiry: z
    .boolean()
    .nullish()
    .transform((allows) => allows ?? false)
    .describe("Whether this boundary allows `expiry: true`"),
  boundaryBucketNames: z
    .array(z.string())
    .nullish()
    .transform((names) => names ?? [])
    .describe("Existing buckets that this boundary allows too"),
  vectorBucketName: optional(z.string()).describe("The vector bucket that the indexes are in; null if none"),
  vectorIndexNames: bySuffix(z.string()).describe("Names of the vector indexes by bucket suffix; empty if none"),
  vectorIndexArns: bySuffix(arn).describe("ARNs of the vector indexes by bucket suffix; empty if none"),
  vectorIndexModel: optional(z.string()).describe("The model whose vectors the indexes hold; null if none"),
  vectorIndexDimension: optional(z.int()).describe("How many numbers each vector in the indexes has; null if none"),
});

/** What a reader gets after validation. */
export type BootstrapOutputs = z.output<typeof bootstrapOutputs>;
