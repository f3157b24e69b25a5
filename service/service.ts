import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { BootstrapOutputs } from "../bootstrap/outputs";
import { readBootstrap } from "./bootstrap-reference";
import type { ServiceConfig } from "./config";
import { HttpApi } from "./http-api";
import { LambdaFunction } from "./lambda-function";
import { type EnvironmentVariable, routes } from "./routes";
import { vectorBucketAccess } from "./vector-bucket-access";

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
const maxFunctionNameCharacters = 64;

/** The service layer's outputs. */
export interface ServiceOutputs {
  readonly apiUrl: pulumi.Output<string>;
  readonly apiId: pulumi.Output<string>;
  /** By route name. */
  readonly functionArns: Record<string, pulumi.Output<string>>;
}

/** The service layer: one function per route behind an HTTP API. */
export async function service(config: ServiceConfig): Promise<ServiceOutputs> {
  const contract = await readBootstrap(config.bootstrapStack);
  await requireRegion(contract.region);
  const bucket = vectorBucketAccess(config, contract);
  const bedrockPolicyArn = bedrockPolicy(config, contract);
  const prefix = physicalNamePrefix(config.project);

  const environment: Record<EnvironmentVariable, string> = {
    VECTOR_BUCKET_NAME: bucket.bucketName,
    BEDROCK_MODEL_ID: config.bedrockModelId,
    BATCH_CONCURRENCY: String(config.batchConcurrency),
  };

  const deployed = routes.filter((route) => config.publicDocs || !route.publicDocs);
  const functions = deployed.map((route) => {
    const bucketGrant = route.bucketAccess && bucket.grants[route.bucketAccess];
    const lambda = new LambdaFunction(route.name, {
      functionName: `${prefix}-${route.name}`,
      callbackFactory: route.callbackFactory,
      memorySizeMb: route.memorySizeMb,
      timeoutSeconds: route.timeoutSeconds,
      environment: Object.fromEntries(route.environment.map((name) => [name, environment[name]])),
      managedPolicyArns: {
        ...(bucketGrant && "managedPolicyArn" in bucketGrant ? { bucket: bucketGrant.managedPolicyArn } : {}),
        ...(route.invokesModel ? { bedrock: bedrockPolicyArn } : {}),
      },
      inlinePolicies: bucketGrant && "document" in bucketGrant ? { bucket: bucketGrant.document } : {},
    });
    const { name, method, path, isPublic = false } = route;
    return { name, method, path, isPublic, functionName: lambda.functionName, functionArn: lambda.functionArn };
  });
  const api = new HttpApi("http", { apiName: prefix, routes: functions });

  return {
    apiUrl: api.url,
    apiId: api.apiId,
    functionArns: Object.fromEntries(functions.map(({ name, functionArn }) => [name, functionArn])),
  };
}

function bedrockPolicy(config: ServiceConfig, contract: BootstrapOutputs): string {
  if (contract.bedrockInvocationPolicyArn && contract.embeddingModels.includes(config.bedrockModelId)) {
    return contract.bedrockInvocationPolicyArn;
  }
  throw new pulumi.RunError(
    `bedrockModelId is "${config.bedrockModelId}", and the bootstrap stack "${config.bootstrapStack}" allows ` +
      `${contract.embeddingModels.join(", ") || "no model"}. Add it to the bootstrap's embeddingModels ` +
      "(with enableS3Vector true) and deploy that stack, or set bedrockModelId to a model that it allows.",
  );
}

/** The start of the service's physical names. Throws where a function's name would be longer than Lambda allows. */
function physicalNamePrefix(project: string): string {
  const prefix = `${project}-${pulumi.getStack()}`;
  for (const { name } of routes) {
    const functionName = `${prefix}-${name}`;
    if (functionName.length > maxFunctionNameCharacters) {
      throw new pulumi.RunError(
        `project is "${project}", which makes a function's name "${functionName}" of ${functionName.length} characters, ` +
          `and Lambda allows ${maxFunctionNameCharacters}: set a shorter project, or name the stack shorter.`,
      );
    }
  }
  return prefix;
}

/** The bootstrap's policies name one region, and a function's clients use the one that they run in. */
async function requireRegion(bootstrapRegion: string): Promise<void> {
  const { region } = await aws.getRegion();
  if (region === bootstrapRegion) return;
  throw new pulumi.RunError(
    `aws:region is "${region}", and the bootstrap stack's buckets and policies are for "${bootstrapRegion}": ` +
      "deploy both into one region, or deploy a bootstrap stack for this one.",
  );
}
