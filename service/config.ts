import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import { json, optionalText, projectName } from "../common/config";
import type { EmbeddingModelId } from "../functions/embedding-models";

/** The models whose requests and responses the functions know. */
const embeddingModelIds = [
  "amazon.titan-embed-text-v2:0",
  "amazon.titan-embed-text-v1",
] as const satisfies readonly EmbeddingModelId[];

const batchConcurrencyRange = "must be a whole number from 1 to 50";

/** The service layer's configuration. */
export const serviceConfig = z.object({
  project: projectName,
  bootstrapStack: optionalText.pipe(
    z
      .string({ error: "must name the bootstrap stack, short (bootstrap) or as organization/project/stack" })
      .regex(/^[\w.-]+(\/[\w.-]+\/[\w.-]+)?$/, {
        error: "must be a stack's name, short (bootstrap) or as organization/project/stack",
      })
      .transform((name) => (name.includes("/") ? name : `${pulumi.getOrganization()}/${pulumi.getProject()}/${name}`)),
  ),
  bucketSuffix: z
    .string()
    .min(1, { error: "must be one of the bootstrap's bucketSuffixes" })
    .default("vector-embeddings"),
  vectorBucketName: optionalText.refine((name) => name === undefined || isBucketName(name), {
    error: "must be the name of an S3 bucket",
  }),
  bedrockModelId: z
    .enum(embeddingModelIds, { error: `must be one of ${embeddingModelIds.join(", ")}` })
    .default("amazon.titan-embed-text-v2:0"),
  batchConcurrency: json(
    z.int().min(1, { error: batchConcurrencyRange }).max(50, { error: batchConcurrencyRange }),
    "a whole number from 1 to 50",
  ).default(8),
  publicDocs: json(z.boolean(), "true or false").default(false),
});

/** The configuration after parsing, every default filled in. */
export type ServiceConfig = z.output<typeof serviceConfig>;

/** Existing buckets may have dots, which divide a name into labels, but not the form of an IPv4 address. */
function isBucketName(name: string): boolean {
  const label = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
  return (
    name.length >= 3 &&
    name.length <= 63 &&
    name.split(".").every((part) => label.test(part)) &&
    !/^\d+\.\d+\.\d+\.\d+$/.test(name)
  );
}
