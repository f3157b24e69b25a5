/**
 * A program of another team: one function that compares two embeddings of this repository's service, by a role that
 * reads the embeddings of one bucket and does nothing else.
 *
 * What it needs of the service is in the outputs of the bootstrap stack. `bootstrap/outputs.ts` is their contract, by
 * which `readBootstrap` checks and types them: a wrong stack, or another version of the contract, is one clear error.
 * A repository of its own takes copies of what is imported here; the three files of bootstrap/ need zod and Pulumi.
 */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { readBootstrap } from "../../bootstrap/bootstrap-reference";
import { bucketOfSuffix } from "../../bootstrap/bucket-of-suffix";
import { embeddingsRead, traces, writeLogs } from "../../common/policy-documents";
import { document } from "../../common/policy-statement";
import { inlineFunctions } from "../../service/lambda/inline-functions";
import { logRetentionDays, runtime } from "../../service/lambda/runtime";

export = async () => {
  const config = new pulumi.Config();
  const bootstrapStack = config.require("bootstrapStack");
  const contract = await readBootstrap(bootstrapStack);
  const { bucketName, bucketArn } = bucketOfSuffix(contract, config.require("bucketSuffix"), bootstrapStack);

  const functionName = `${pulumi.getProject()}-${pulumi.getStack()}-similarity`;
  const logGroup = new aws.cloudwatch.LogGroup("similarity-logs", {
    name: `/aws/lambda/${functionName}`,
    retentionInDays: logRetentionDays,
  });
  const role = new aws.iam.Role("similarity-role", {
    name: functionName,
    assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" }),
  });
  // The contract's s3VectorReadPolicyArn would let it read every bucket.
  const policies = {
    "read-embeddings": embeddingsRead([bucketArn], contract.kmsKeyArn ?? undefined, [], contract.previousKmsKeyArns),
    "write-logs": logGroup.arn.apply((arn) => document([writeLogs([`${arn}:*`])])),
    "send-traces": document([traces]),
  };
  const grants = Object.entries(policies).map(
    ([name, policy]) => new aws.iam.RolePolicy(`similarity-${name}`, { name, role: role.name, policy }),
  );
  const inline = inlineFunctions(
    [
      {
        name: "similarity",
        callbackFactory: () => (require("./similarity") as typeof import("./similarity")).handler,
      },
    ],
    __dirname,
  );
  const similarity = new aws.lambda.Function(
    "similarity",
    {
      name: functionName,
      ...inline.similarity,
      role: role.arn,
      runtime: runtime.lambda,
      architectures: [runtime.architecture],
      memorySize: 256,
      timeout: 15,
      environment: { variables: { EMBEDDINGS_BUCKET: bucketName, EMBEDDINGS_REGION: contract.region } },
      loggingConfig: { logFormat: "JSON", logGroup: logGroup.name },
      tracingConfig: { mode: "Active" },
    },
    // A first call must find its permissions.
    { dependsOn: grants },
  );
  return { functionName: similarity.name };
};
