import type { AwsScope } from "../../common/aws-scope";
import { document } from "../../common/policy-statement";
import { expiryReads, expiryWrites } from "./deployment-expiry";
import { networkReads, networkWrites } from "./deployment-network";
import { deploymentReads } from "./deployment-reads";
import { deploymentWrites, type FunctionRoleLimits } from "./deployment-writes";
import type { GithubConfig } from "./github-config";
import { stateReads, stateWrites } from "./pulumi-state";

/** What the policies of roles that deploy are made of. */
export interface DeploymentPoliciesArgs {
  /** The `{project}` of the physical names. */
  readonly project: string;
  /** The Pulumi project, under which the state is kept. */
  readonly pulumiProject: string;
  readonly scope: AwsScope;
  readonly limits: FunctionRoleLimits;
}

/** The documents of a role's policies by what they are for; each fits into the 6,144 characters that IAM allows. */
export type PolicyDocuments = Readonly<Record<string, (args: DeploymentPoliciesArgs) => string>>;

/** What `pulumi up` needs on one service stack, and nothing else. */
export function deploymentPolicies(
  { privateNetwork, expiry, stateBucket }: GithubConfig,
  stack: string,
): PolicyDocuments {
  const stacks = [stack];
  return {
    read: (args) => document(deploymentReads({ ...args, stacks })),
    write: (args) => document(deploymentWrites({ ...args, stacks }, args.limits)),
    ...(privateNetwork && {
      network: (args: DeploymentPoliciesArgs) =>
        document([...networkReads({ ...args, stacks }), ...networkWrites({ ...args, stacks })]),
    }),
    ...(expiry && {
      expiry: (args: DeploymentPoliciesArgs) =>
        document([...expiryReads({ ...args, stacks }), ...expiryWrites({ ...args, stacks })]),
    }),
    ...(stateBucket && {
      state: (args: DeploymentPoliciesArgs) => {
        const state = { ...args, bucketName: stateBucket };
        return document([...stateReads(state), ...stateWrites(state, stack)]);
      },
    }),
  };
}

/** What `pulumi preview` needs on all service stacks: to read. */
export function previewPolicies({ environments, privateNetwork, expiry, stateBucket }: GithubConfig): PolicyDocuments {
  return {
    read: (args) => document(deploymentReads({ ...args, stacks: environments })),
    ...(privateNetwork && {
      network: (args: DeploymentPoliciesArgs) => document(networkReads({ ...args, stacks: environments })),
    }),
    ...(expiry && {
      expiry: (args: DeploymentPoliciesArgs) => document(expiryReads({ ...args, stacks: environments })),
    }),
    ...(stateBucket && {
      state: (args: DeploymentPoliciesArgs) => document(stateReads({ ...args, bucketName: stateBucket })),
    }),
  };
}
