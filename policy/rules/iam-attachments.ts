import type { Rule } from "../rule";
import { types } from "../types";
import { list, show } from "../values";

/** Resources that take away whatever another stack, or somebody, attached. */
const exclusiveTypes = [
  "aws:iam/groupPoliciesExclusive:GroupPoliciesExclusive",
  "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive",
  "aws:iam/policyAttachment:PolicyAttachment",
  "aws:iam/rolePoliciesExclusive:RolePoliciesExclusive",
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
  "aws:iam/userPoliciesExclusive:UserPoliciesExclusive",
  "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive",
];

/** How roles get their policies. */
export const iamAttachments: readonly Rule[] = [
  {
    id: "exclusive-attachment",
    name: "Policies are attached beside others",
    description:
      "Policies are attached by RolePolicyAttachment, which leaves a role's other policies alone; all other ways remove " +
      "them, and PolicyAttachment even removes the policy from every other role of the account.",
    resource: {
      types: [...exclusiveTypes, types.role],
      problem: ({ type, props }) => {
        if (type !== types.role) return `${type} removes what others attached: use RolePolicyAttachment or RolePolicy`;
        const key = ["managedPolicyArns", "inlinePolicies"].find((name) => list(props[name]).length > 0);
        return key && `${key} removes what others attached: use RolePolicyAttachment or RolePolicy`;
      },
    },
  },
  {
    id: "AwsSolutions-IAM4",
    name: "Roles have no policies of AWS",
    description: "No policy that AWS manages is attached: they allow more than a function needs, and AWS changes them.",
    resource: {
      types: [types.policyAttachment],
      problem: ({ props: { policyArn } }) =>
        /^arn:[\w-]+:iam::aws:policy\//.test(String(policyArn))
          ? `attaches ${show(policyArn)}, which AWS manages: attach a policy that names what is needed`
          : undefined,
    },
  },
];
