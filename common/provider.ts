import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { stackTags } from "./stack-names";

/** Arguments of {@link awsProvider}. */
export interface AwsProviderArgs {
  /** The `{project}` of the physical names. */
  readonly project: string;
  /** The accounts that may be deployed into; empty for any. */
  readonly allowedAccountIds: readonly string[];
}

/** The one provider of a stack's resources: in the configured region and no other account, with tags on all that has tags. */
export function awsProvider({ project, allowedAccountIds }: AwsProviderArgs): aws.Provider {
  const { region, profile } = aws.config;
  return new aws.Provider("aws", {
    ...(region ? { region } : {}),
    ...(profile ? { profile } : {}),
    ...(allowedAccountIds.length > 0 ? { allowedAccountIds: [...allowedAccountIds] } : {}),
    defaultTags: { tags: { ...stackTags(project, pulumi.getStack()), ManagedBy: "pulumi" } },
  });
}
