import { isEveryAction, isUnconstrained } from "../constraints";
import { actionsWithoutResource } from "../iam-actions";
import { type CanonicalStatement, statements } from "../policy-document";
import type { Resource } from "../resource";
import type { Rule } from "../rule";
import { types } from "../types";
import { list, read, show, texts } from "../values";

const everywhere: readonly unknown[] = ["0.0.0.0/0", "::/0"];

/** The address ranges of a security group's rules in one direction, however they are registered. */
function ranges({ type, props }: Resource, direction: "ingress" | "egress"): unknown[] {
  const ofType = direction === "ingress" ? types.securityGroupIngress : types.securityGroupEgress;
  const rules =
    type === types.securityGroup
      ? list(props[direction])
      : type === ofType || (type === types.securityGroupRule && props["type"] === direction)
        ? [props]
        : [];
  return rules.flatMap((rule) =>
    ["cidrBlocks", "ipv6CidrBlocks", "cidrIpv4", "cidrIpv6"].flatMap((key) => [...list(read(rule, key))]),
  );
}

const closed = (id: string, direction: "ingress" | "egress", description: string): Rule => ({
  id,
  name: `Security groups have no ${direction} for everyone`,
  description,
  resource: {
    types: [types.securityGroup, types.securityGroupRule, types.securityGroupIngress, types.securityGroupEgress],
    problem: (resource) =>
      ranges(resource, direction).some((range) => everywhere.includes(range))
        ? `allows ${direction} of ${show(ranges(resource, direction))}: name the security groups or prefix lists`
        : undefined,
  },
});

/** Whether it allows whatever the one who asks may do anyway. */
function isOpen(statement: CanonicalStatement): boolean {
  const { allows, actions } = statement;
  if (!allows) return false;
  const named = actions.every((action) => actionsWithoutResource.includes(action));
  return actions.some(isEveryAction) || (!named && isUnconstrained(statement));
}

/** The network of functions, where there is one. */
export const network: readonly Rule[] = [
  closed("AWS-0107", "ingress", "No security group lets everyone in."),
  closed(
    "AWS-0104",
    "egress",
    "No security group lets anything out to everywhere: functions need only their endpoints.",
  ),
  {
    id: "vpc-endpoint-policy",
    name: "VPC endpoints allow what is needed",
    description:
      "A VPC endpoint has a policy that names actions and resources: without, whoever is in the network can carry data to " +
      "an account of their own by it.",
    resource: {
      types: [types.vpcEndpoint],
      problem: ({ props }) => {
        const allowed = statements(props["policy"]);
        if (allowed.length === 0) return "has no policy: name the actions and resources that are needed";
        return allowed.some(isOpen) ? "the policy allows everything: name the actions and resources" : undefined;
      },
    },
  },
  {
    id: "private-subnets",
    name: "Functions in a network are in private subnets",
    description:
      "A function in a network is in subnets of its stack that have no way to the internet: in a public one it has no " +
      "address anyway, and waits for ever for AWS.",
    resource: {
      types: [types.subnet],
      problem: ({ props }) =>
        props["mapPublicIpOnLaunch"] === true
          ? "gives out public addresses: set mapPublicIpOnLaunch to false"
          : undefined,
    },
    stack: {
      types: [types.lambda],
      problem: (lambda, stack) => {
        const used = texts(read(lambda.props, "vpcConfig.subnetIds"));
        if (used.length === 0) return undefined;
        const ofVpcs = stack.ofType(types.vpcComponent).map(({ props }) => props);
        const ids = [
          ...ofVpcs.flatMap((vpc) => [...texts(vpc["isolatedSubnetIds"]), ...texts(vpc["privateSubnetIds"])]),
          ...stack
            .ofType(types.subnet)
            .flatMap(({ props }) => (props["mapPublicIpOnLaunch"] ? [] : texts(props["id"]))),
        ];
        const other = used.find((id) => !ids.includes(id));
        return other && `is in ${show(other)}, which is no private subnet of this stack: use isolated subnets`;
      },
    },
  },
];
