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
  s3VectorManagementPolicyArn: optionalArn.describe("Manages the buckets; attached to the GitHub Actions roles"),
  s3VectorServicePolicyArn: optionalArn.describe("Reads and writes embeddings"),
  s3VectorReadPolicyArn: optionalArn.describe("Reads embeddings"),
  bedrockInvocationPolicyArn: optionalArn.describe("Invokes the models in embeddingModels"),
  embeddingModels: z
    .array(z.string())
    .describe("The ids of Bedrock models and inference profiles that bedrockInvocationPolicyArn allows"),
  githubActionsRoleArns: z.array(arn).describe("The roles that GitHub Actions deploys with"),
  kmsKeyArn: optionalArn.describe("The key that the buckets are encrypted with; null where S3 manages it"),
  previousKmsKeyArns: z
    .array(arn)
    .nullish()
    .transform((arns) => arns ?? [])
    .describe("Keys that some of the objects are still encrypted with"),
  permissionsBoundaryArn: optionalArn.describe(
    "What the functions' roles must have as permissions boundary; null if none",
  ),
  boundaryAllowsPrivateNetwork: z
    .boolean()
    .nullish()
    .transform((allows) => allows ?? false)
    .describe("Whether the permissions boundary lets functions be in a network of their own"),
  boundaryBucketNames: z
    .array(z.string())
    .nullish()
    .transform((names) => names ?? [])
    .describe("Existing buckets that the permissions boundary allows beside those of this stack"),
  vectorBucketName: optional(z.string()).describe("The vector bucket that the indexes are in; null if none"),
  vectorIndexNames: bySuffix(z.string()).describe("Names of the vector indexes by bucket suffix; empty if none"),
  vectorIndexArns: bySuffix(arn).describe("ARNs of the vector indexes by bucket suffix; empty if none"),
  vectorIndexModel: optional(z.string()).describe("The model whose vectors the indexes hold; null if none"),
  vectorIndexDimension: optional(z.int()).describe("How many numbers each vector in the indexes has; null if none"),
});

/** What a reader gets after validation. */
export type BootstrapOutputs = z.output<typeof bootstrapOutputs>;
