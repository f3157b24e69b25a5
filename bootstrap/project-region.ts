import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type AwsScope, globalArn } from "../common/aws-scope";

/**
 * Throws a `RunError` where a bootstrap stack of another region has the project's names, before anything is created: a
 * region is no part of IAM's names.
 */
export async function requireProjectOfRegion(project: string, scope: AwsScope, provider: aws.Provider): Promise<void> {
  const region = await regionOf(globalArn(scope, "iam", `policy/${project}-bedrock-invocation`), provider);
  if (region === undefined || region === scope.region) return;
  throw new pulumi.RunError(
    `project is "${project}", and a bootstrap stack in ${region} has its names: names of IAM, such as the policy ` +
      `${project}-bedrock-invocation, are the account's, and names of buckets, such as ${project}-…, the world's. ` +
      `Set project to another one in ${scope.region}, such as ${project}-${scope.region}, in the stacks of both layers.`,
  );
}

/**
 * The region of the models and inference profiles that a policy allows; undefined where there is no such policy, or one
 * of something else.
 */
async function regionOf(policyArn: string, provider: aws.Provider): Promise<string | undefined> {
  try {
    const { policy } = await aws.iam.getPolicy({ arn: policyArn }, { provider });
    return /:bedrock:([a-z\d-]+):\d*:(?:foundation-model|inference-profile)\//.exec(policy)?.[1];
  } catch {
    // There is none, or it may not be read, and what is created says what is wrong.
    return undefined;
  }
}
