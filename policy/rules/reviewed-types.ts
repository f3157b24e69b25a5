import type { Rule } from "../rule";
import { types } from "../types";

/** What the rules were written for: types that they judge, and types of which nothing needs to hold. */
export const reviewed: readonly string[] = [
  ...Object.values(types),
  "aws:cloudwatch/dashboard:Dashboard",
  "aws:ec2/internetGateway:InternetGateway",
  "aws:ec2/routeTable:RouteTable",
  "aws:ec2/routeTableAssociation:RouteTableAssociation",
  "aws:ec2/vpc:Vpc",
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
  "aws:kms/alias:Alias",
  "aws:sns/topicSubscription:TopicSubscription",
  "pulumi:providers:aws",
  "pulumi:providers:awsx",
  "pulumi:providers:pulumi",
  "pulumi:pulumi:Stack",
  "pulumi:pulumi:StackReference",
];

/** The components of this project, which are nothing but what is in them. */
const components = /^embeddings:(?:bootstrap|service):\w+$/;

/** That nothing is deployed that nobody thought of. */
export const reviewedTypes: readonly Rule[] = [
  {
    id: "reviewed-types",
    name: "Every type of resource was reviewed",
    description:
      "Only resources of types that these rules were written for are registered, so that one of a new type fails until " +
      "somebody has looked at what must hold of it.",
    resource: {
      problem: ({ type }) =>
        reviewed.includes(type) || components.test(type)
          ? undefined
          : `nobody has reviewed ${type}: write rules for it, or add it to reviewed-types.ts`,
    },
  },
];
