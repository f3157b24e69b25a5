import { namesNothing } from "../constraints";
import { escalation } from "../iam-actions";
import { allowsAction, type CanonicalStatement, heldTo, statements } from "../policy-document";
import type { Resource } from "../resource";
import type { Rule } from "../rule";
import type { Stack } from "../stack";
import { types } from "../types";
import { trustsGithub } from "./github-trust";
import { onStatements } from "./identity-policies";

const passRole = "iam:PassRole";

/** What runs by a role of this project. */
const passedTo: readonly string[] = ["lambda.amazonaws.com", "scheduler.amazonaws.com"];

function allowed(statement: CanonicalStatement, actions: readonly string[]): string {
  return actions.filter((action) => allowsAction(statement, action)).join(", ");
}

/** Whether it is for roles with one permissions boundary only. */
function isBounded(statement: CanonicalStatement): boolean {
  const boundaries = heldTo(statement, "iam:permissionsboundary", ["stringequals", "arnequals"]);
  return boundaries.length > 0 && !boundaries.some((arn) => /[*?]/.test(arn));
}

/** Whether a policy is for roles that GitHub Actions deploys with, all of which are of this stack. */
function isForDeployment(policy: Resource, stack: Stack): boolean {
  const attachments =
    policy.type === types.rolePolicy
      ? [policy]
      : stack.linked(policy, stack.ofType(types.policyAttachment), ({ props }) => props["policyArn"]);
  const deploys = (attachment: Resource) =>
    stack
      .ofType(types.role)
      .some((role) => stack.linked(role, [attachment], ({ props }) => props["role"]).length > 0 && trustsGithub(role));
  return attachments.length > 0 && attachments.every(deploys);
}

/** That nobody can give themselves more than they have. */
export const iamEscalation: readonly Rule[] = [
  {
    id: "CKV_AWS_286",
    name: "IAM policies let nobody raise their own permissions",
    description:
      "No policy allows what leads to more permissions: changing users and managed policies, removing a permissions " +
      "boundary, writing a role's permissions without one, or giving code a role, or a role code, of somebody else.",
    resource: onStatements((statement) => {
      const never = allowed(statement, escalation.never);
      if (never) return `${never}, by which one comes to do more: remove them`;
      const unbounded = isBounded(statement) ? "" : allowed(statement, escalation.withoutBoundary);
      if (unbounded) return `${unbounded} without a boundary: add the condition iam:PermissionsBoundary`;
      const others = statement.resources.some(namesNothing) ? allowed(statement, escalation.onOthers) : "";
      return others ? `${others} on everything: name the roles or functions` : undefined;
    }),
  },
  {
    id: "pass-role",
    name: "Only deployments hand roles over, and only to Lambda and the Scheduler",
    description:
      "iam:PassRole is granted on named roles, for Lambda or EventBridge Scheduler, to roles that GitHub Actions deploys " +
      "with: a function that had it could run code with another function's permissions.",
    resource: onStatements((statement) => {
      if (!allowsAction(statement, passRole)) return undefined;
      if (statement.resources.some(namesNothing)) return "iam:PassRole on every role: name the roles";
      const services = heldTo(statement, "iam:passedtoservice", ["stringequals"]);
      return services.length > 0 && services.every((service) => passedTo.includes(service))
        ? undefined
        : `iam:PassRole to other services: add the condition iam:PassedToService with ${passedTo.join(" or ")}`;
    }),
    stack: {
      types: [types.policy, types.rolePolicy],
      problem: (policy, stack) => {
        const passes = statements(policy.props["policy"]).some((statement) => allowsAction(statement, passRole));
        return passes && !isForDeployment(policy, stack)
          ? "allows iam:PassRole to a role that does not deploy: remove it"
          : undefined;
      },
    },
  },
];
