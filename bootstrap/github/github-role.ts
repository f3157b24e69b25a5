import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { trustGithub } from "./github-trust";

/** Arguments of {@link GithubRole}. */
export interface GithubRoleArgs {
  /** The physical name of the role, with which those of its policies begin. */
  readonly roleName: string;
  readonly oidcProviderArn: pulumi.Input<string>;
  /** `owner/name`, or with the ids `owner@1234/name@5678`. */
  readonly repository: string;
  /** The GitHub environment whose jobs may assume the role. */
  readonly environment: string;
  /**
   * How long a job may keep the role, in seconds, 3,600 at the least.
   * @default an hour
   */
  readonly maxSessionSeconds?: number | undefined;
  /** Policy documents by the end of their names. */
  readonly policies: Readonly<Record<string, pulumi.Input<string>>>;
}

/** A role that the jobs of one GitHub environment assume through OIDC. */
export class GithubRole extends pulumi.ComponentResource {
  readonly roleArn: pulumi.Output<string>;

  constructor(name: string, args: GithubRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super("embeddings:bootstrap:GithubRole", name, {}, opts);
    const child = { parent: this };
    const { roleName, repository, environment, maxSessionSeconds } = args;

    const assumeRolePolicy = pulumi
      .output(args.oidcProviderArn)
      .apply((oidcProviderArn) => trustGithub(oidcProviderArn, repository, environment));
    const role = new aws.iam.Role(
      `${name}-role`,
      { name: roleName, assumeRolePolicy, ...(maxSessionSeconds ? { maxSessionDuration: maxSessionSeconds } : {}) },
      child,
    );
    for (const [key, policy] of Object.entries(args.policies)) {
      const { arn } = new aws.iam.Policy(`${name}-${key}`, { name: `${roleName}-${key}`, policy }, child);
      new aws.iam.RolePolicyAttachment(`${name}-${key}`, { role: role.name, policyArn: arn }, child);
    }

    this.roleArn = role.arn;
    this.registerOutputs({ roleArn: this.roleArn });
  }
}
