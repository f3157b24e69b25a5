import type { AwsScope } from "../common/aws-scope";
import { document } from "../common/policy-documents";
import { networkReads, networkWrites } from "./deployment-network";
import { deploymentReads } from "./deployment-reads";
import { deploymentWrites, type FunctionRoleLimits } from "./deployment-writes";
import type { GithubConfig } from "./github-config";
import { stateLocks, stateReads, stateWrites } from "./pulumi-state";

/** What the policies of roles that deploy are made of. */
export interface DeploymentPoliciesArgs {
  /** The `{project}` of the physical names. */
  readonly project: string;
  /** The Pulumi project, under which the state is kept. */
  readonly pulumiProject: string;
  readonly github: GithubConfig;
  readonly scope: AwsScope;
  readonly limits: FunctionRoleLimits;
}

/** Policy documents by what they are for; each stays below the 6,144 characters that IAM allows. */
type Policies = Partial<Record<"service" | "network" | "state", string>>;

/** Which policies a role has. */
export function policyNames({ privateNetwork, stateBucket }: GithubConfig): (keyof Policies)[] {
  return ["service", ...(privateNetwork ? (["network"] as const) : []), ...(stateBucket ? (["state"] as const) : [])];
}

/** What `pulumi up` needs on one service stack, and nothing else. */
export function deploymentPolicies(args: DeploymentPoliciesArgs, stack: string): Policies {
  const deployment = { ...args, stacks: [stack] };
  const state = stateOf(args);
  return {
    service: document([...deploymentReads(deployment), ...deploymentWrites(deployment, args.limits)]),
    network: document([...networkReads(), ...networkWrites(deployment)]),
    ...(state ? { state: document([...stateReads(state), ...stateWrites(state, stack)]) } : {}),
  };
}

/** What `pulumi preview` needs on all service stacks: to read, but for the lock of their state. */
export function previewPolicies(args: DeploymentPoliciesArgs): Policies {
  const stacks = args.github.environments;
  const state = stateOf(args);
  return {
    service: document(deploymentReads({ ...args, stacks })),
    network: document(networkReads()),
    ...(state ? { state: document([...stateReads(state), ...stateLocks(state, stacks)]) } : {}),
  };
}

function stateOf({ scope, pulumiProject, github: { stateBucket } }: DeploymentPoliciesArgs) {
  return stateBucket ? { partition: scope.partition, bucketName: stateBucket, pulumiProject } : undefined;
}
