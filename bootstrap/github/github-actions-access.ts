import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Arguments of {@link GithubActionsAccess}. */
export interface GithubActionsAccessArgs {
  /** Names of existing roles that GitHub Actions assumes to deploy. */
  readonly roleNames: readonly string[];
  /** The policy that each of them gets. */
  readonly policyArn: pulumi.Input<string>;
}

/** Attaches a policy to the roles that GitHub Actions deploys with, beside what they already have. */
export class GithubActionsAccess extends pulumi.ComponentResource {
  readonly roleArns: pulumi.Output<string[]>;

  constructor(name: string, args: GithubActionsAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    super("embeddings:bootstrap:GithubActionsAccess", name, {}, opts);

    const roleArns = args.roleNames.map((roleName) => {
      new aws.iam.RolePolicyAttachment(
        `${name}-${roleName}`,
        { role: roleName, policyArn: args.policyArn },
        { parent: this },
      );
      return aws.iam.getRoleOutput({ name: roleName }, { parent: this }).arn;
    });

    this.roleArns = pulumi.all(roleArns);
    this.registerOutputs({ roleArns: this.roleArns });
  }
}
