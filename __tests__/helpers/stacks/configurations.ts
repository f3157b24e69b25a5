import { bootstrapConfig } from "../../../bootstrap/config";
import type { StackResult } from "../../../local/pulumi/registered-resource";
import { configDefaults } from "../../../scripts/config-defaults";
import { serviceConfig } from "../../../service/config";
import { bootstrapStackName, runLayer } from "./run-layer";

/** A way to configure both layers, by the keys of each. */
export interface Configuration {
  readonly bootstrap: Readonly<Record<string, unknown>>;
  readonly service: Readonly<Record<string, unknown>>;
  /** @default dev */
  readonly serviceStack?: string;
}

/** The configurations for which the infrastructure's rules must hold, by name. */
export const configurations = {
  defaults: { bootstrap: configDefaults(bootstrapConfig), service: configDefaults(serviceConfig) },
  "the stacks' own": { bootstrap: {}, service: {} },
  "the stacks' own in production": { bootstrap: {}, service: {}, serviceStack: "prod" },
  "everything switched on": {
    bootstrap: {
      bucketSuffixes: ["vector-embeddings", "images"],
      embeddingModels: ["amazon.titan-embed-text-v2:0", "us.cohere.embed-v4:0", "global.cohere.embed-v4:0"],
      vectorIndexModel: "cohere.embed-v4:0",
      rerankModels: ["cohere.rerank-v3-5:0"],
      kmsKey: "create",
      accessLogBucket: "central-logs",
      githubActionsRoles: ["existing-role"],
      github: {
        repository: "acme@1234/embeddings@5678",
        environments: ["dev", "prod"],
        previewEnvironment: "preview",
        stateBucket: "acme-pulumi-state",
        privateNetwork: true,
        expiry: true,
        vectorBucketNames: ["team-vectors"],
      },
      allowedAccountIds: ["000000000000"],
    },
    service: {
      bedrockModelId: "us.cohere.embed-v4:0",
      models: ["amazon.titan-embed-text-v2:0"],
      modelAliases: { "text-embedding-3-small": "amazon.titan-embed-text-v2:0" },
      auth: "keys",
      apiKeys: {
        "team-a": { sha256: ["a".repeat(64), "b".repeat(64)] },
        "team-b": { sha256: ["c".repeat(64)], routes: ["search", "openai-embeddings"], expires: "2030-01-31" },
      },
      corsAllowOrigins: ["https://app.example.com"],
      domainName: "embeddings.example.com",
      certificateArn: "arn:aws:acm:us-east-1:000000000000:certificate/11111111-2222-3333-4444-555555555555",
      defaultEndpoint: false,
      reservedConcurrency: { generate: 5 },
      network: "private",
      expiry: true,
      alarms: "function",
      alarmEmail: "team@example.com",
      publicDocs: true,
      publicConsole: true,
      throttlingRateLimit: 300,
      throttlingBurstLimit: 600,
      modelThrottlingRateLimit: 30,
      modelThrottlingBurstLimit: 60,
      allowedAccountIds: ["000000000000"],
    },
  },
  "tokens of an issuer": {
    bootstrap: {},
    service: {
      auth: "jwt",
      jwtIssuer: "https://login.example.com",
      jwtAudience: ["embeddings"],
      jwtScopes: { generate: ["embeddings.write"], retrieve: ["embeddings.read"] },
    },
  },
  "no buckets of its own": { bootstrap: { enableS3Vector: false }, service: { vectorBucketName: "team-vectors" } },
  "20 buckets": {
    bootstrap: { bucketSuffixes: Array.from({ length: 20 }, (_, index) => `vectors-${index + 1}`) },
    service: { bucketSuffix: "vectors-20" },
  },
} as const satisfies Record<string, Configuration>;

/** What the two layers register with a configuration; the service reads what the bootstrap layer returned. */
export async function registered(
  { bootstrap, service, serviceStack = "dev" }: Configuration,
  preview = false,
): Promise<{ readonly bootstrap: StackResult; readonly service: StackResult }> {
  const { outputs } = await runLayer("bootstrap", { config: bootstrap });
  return {
    bootstrap: await runLayer("bootstrap", { config: bootstrap, preview }),
    service: await runLayer("service", {
      stack: serviceStack,
      config: service,
      preview,
      stackOutputs: { [bootstrapStackName]: outputs },
    }),
  };
}
