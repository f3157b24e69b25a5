import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AwsScope } from "../../common/aws-scope";
import type { InvocableModel } from "../../common/model-statements";
import { deploymentPolicies, type PolicyDocuments, previewPolicies } from "./deployment-policies";
import type { GithubConfig } from "./github-config";
import { GithubRole } from "./github-role";
import { githubAudience, githubIssuer } from "./github-trust";
import { permissionsBoundary } from "./permissions-boundary";

/** As long as a job of deploy.yml may take, in which Lambda may need 45 minutes to leave a network. */
const maxDeploymentSeconds = 5_400;

/** Arguments of {@link GithubRoles}. */
export interface GithubRolesArgs {
  /** The `{project}` of the physical names. */
  readonly project: string;
  readonly github: GithubConfig;
  readonly scope: AwsScope;
  /** What the functions may use at the most. */
  readonly bucketArns: readonly string[];
  readonly vectorBucketArn: string | undefined;
  readonly models: readonly InvocableModel[];
  readonly rerankers: readonly InvocableModel[];
  readonly kmsKeyArn: pulumi.Input<string> | undefined;
  readonly previousKmsKeyArns: readonly string[];
  /** The managed policies that the functions' roles may be given. */
  readonly managedPolicyArns: readonly pulumi.Input<string>[];
}

/** The roles of a repository's workflows: one to deploy each environment and, where asked, one to preview them all. */
export class GithubRoles extends pulumi.ComponentResource {
  readonly roleArns: pulumi.Output<string[]>;
  /** The permissions boundary that the roles must give to all roles that they create. */
  readonly permissionsBoundaryArn: pulumi.Output<string>;

  constructor(name: string, args: GithubRolesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("embeddings:bootstrap:GithubRoles", name, {}, opts);
    const child = { parent: this };
    const { project, github } = args;
    const { repository, environments, previewEnvironment } = github;

    const oidcProviderArn =
      github.oidcProviderArn ??
      new aws.iam.OpenIdConnectProvider(
        `${name}-oidc`,
        { url: `https://${githubIssuer}`, clientIdLists: [githubAudience] },
        child,
      ).arn;
    const boundary = new aws.iam.Policy(
      `${name}-boundary`,
      {
        name: `${project}-function-boundary`,
        description: "The most that a function may do",
        policy: pulumi.output(args.kmsKeyArn).apply((kmsKeyArn) => permissionsBoundary({ ...args, kmsKeyArn })),
      },
      // As of the policies: another text would be another policy of the same name.
      { ...child, ignoreChanges: ["description"] },
    );
    const limits = { permissionsBoundaryArn: boundary.arn, managedPolicyArns: args.managedPolicyArns };
    const known = pulumi
      .output(limits)
      .apply((known) => ({ project, pulumiProject: pulumi.getProject(), scope: args.scope, limits: known }));
    const role = (purpose: string, environment: string, documents: PolicyDocuments, maxSessionSeconds?: number) =>
      new GithubRole(
        `${name}-${purpose}`,
        {
          roleName: `${project}-${purpose}`,
          oidcProviderArn,
          repository,
          environment,
          maxSessionSeconds,
          policies: Object.fromEntries(Object.entries(documents).map(([key, of]) => [key, known.apply(of)])),
        },
        child,
      ).roleArn;

    const deploy = environments.map((environment) =>
      role(`deploy-${environment}`, environment, deploymentPolicies(github, environment), maxDeploymentSeconds),
    );
    const preview = previewEnvironment ? [role("preview", previewEnvironment, previewPolicies(github))] : [];
    this.roleArns = pulumi.all([...deploy, ...preview]);
    this.permissionsBoundaryArn = boundary.arn;
    this.registerOutputs({ roleArns: this.roleArns, permissionsBoundaryArn: this.permissionsBoundaryArn });
  }
}
