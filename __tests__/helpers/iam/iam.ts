import { runSimulation } from "@cloud-copilot/iam-simulate";
import { type Conditions, conditionsHold, matchesPattern } from "./policy-conditions";

const accountId = "000000000000";

/** What {@link isAllowed} asks. */
export interface AccessRequest {
  /** Such as `s3:GetObject`; an action that AWS does not have is an error. */
  readonly action: string;
  /** The resource's ARN; `*` for one that is not there yet, or all there are. */
  readonly resource: string;
  /** Condition keys of the request. */
  readonly context?: Record<string, string>;
}

/** Whether a role with these policies may do it, where the resource has `resourcePolicy`. */
export async function isAllowed(
  policies: readonly string[],
  { action, resource, context = {} }: AccessRequest,
  resourcePolicy?: string,
): Promise<boolean> {
  const simulation = await runSimulation(
    {
      request: {
        principal: `arn:aws:iam::${accountId}:role/function`,
        action,
        resource: { resource: inSomeRegion(resource), accountId },
        contextVariables: context,
      },
      identityPolicies: policies.map((policy, index) => ({
        name: `policy${index}`,
        policy: JSON.parse(inSomeRegion(policy)),
      })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(resourcePolicy ? { resourcePolicy: JSON.parse(resourcePolicy) } : {}),
    },
    {},
  );
  if (simulation.resultType === "error") {
    throw new Error(
      `AWS knows no ${action} on ${resource} (${JSON.stringify(simulation.errors)}): correct the action or the ARN, which ` +
        "local/pulumi/aws-provider.ts gives to each type of resource",
    );
  }
  if (resource === "*" && simulation.resultType === "wildcard") {
    // A policy that names some is told apart by the pattern under which it allows them.
    return simulation.results.some(
      ({ resourcePattern, analysis }) => resourcePattern === "*" && analysis.result === "Allowed",
    );
  }
  if (simulation.resultType !== "single") throw new Error(`${action} on ${resource} is more than one request`);
  return simulation.result.analysis.result === "Allowed";
}

/**
 * The simulation takes no ARN of a model without a region, which is what Bedrock asks for where a global profile goes; the
 * request's own region is this one then.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html
 */
function inSomeRegion(arns: string): string {
  return arns.replaceAll(":bedrock:::", ":bedrock:unspecified::");
}

/**
 * Whether a role with these policies may call the management API of HTTP APIs, which the simulation does not know: it
 * has the resources of REST APIs alone.
 */
export function isApiCallAllowed(
  policies: readonly string[],
  { action, resource, context = {} }: AccessRequest,
): boolean {
  const statements = policies.flatMap((policy) => JSON.parse(policy).Statement as ApiStatement[]);
  return statements.some(
    ({ Effect, Action, Resource, Condition = {} }) =>
      Effect === "Allow" &&
      Action.includes(action) &&
      Resource.some((pattern) => matchesPattern(pattern, resource)) &&
      conditionsHold(Condition, context),
  );
}

interface ApiStatement {
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Conditions;
}
