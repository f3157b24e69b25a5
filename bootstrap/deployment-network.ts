import { arn } from "../common/aws-scope";
import { allow, type Statement } from "../common/policy-documents";
import { type DeploymentArgs, tagged } from "./deployment-scope";

/** What the network of a service consists of, as EC2 names it. */
const types = [
  "internet-gateway",
  "route-table",
  "security-group",
  "security-group-rule",
  "subnet",
  "vpc",
  "vpc-endpoint",
];

/** What Pulumi reads of networks: with one exception, EC2 describes all of them or none. */
export function networkReads(args: DeploymentArgs): Statement[] {
  return [
    allow("DescribeOwnVpc", ["ec2:DescribeVpcAttribute"], [arn(args.scope, "ec2", "vpc/*")], {
      StringEquals: tagged("aws:ResourceTag", args),
    }),
    allow(
      "DescribeNetworks",
      [
        "AccountAttributes",
        "AvailabilityZones",
        "InternetGateways",
        "NetworkInterfaces",
        "PrefixLists",
        "RouteTables",
        "SecurityGroupRules",
        "SecurityGroups",
        "Subnets",
        "Tags",
        "VpcEndpoints",
        "Vpcs",
      ].map((what) => `ec2:Describe${what}`),
      ["*"],
    ),
  ];
}

/** What Pulumi does to the network of a service: it creates with the stack's tags, and changes what has them. */
export function networkWrites(args: DeploymentArgs): Statement[] {
  const resources = (names: readonly string[]) => names.map((type) => arn(args.scope, "ec2", `${type}/*`));
  const create = ["InternetGateway", "RouteTable", "SecurityGroup", "Subnet", "Vpc", "VpcEndpoint"].map(
    (what) => `Create${what}`,
  );
  return [
    allow(
      "CreateNetwork",
      create.map((action) => `ec2:${action}`),
      resources(types),
      {
        StringEquals: tagged("aws:RequestTag", args),
      },
    ),
    allow(
      "ChangeNetwork",
      [
        ...create,
        "AssociateRouteTable",
        "AttachInternetGateway",
        "AuthorizeSecurityGroupEgress",
        "AuthorizeSecurityGroupIngress",
        "DeleteInternetGateway",
        "DeleteRouteTable",
        "DeleteSecurityGroup",
        "DeleteSubnet",
        "DeleteTags",
        "DeleteVpc",
        "DeleteVpcEndpoints",
        "DetachInternetGateway",
        "DisassociateRouteTable",
        "ModifySubnetAttribute",
        "ModifyVpcAttribute",
        "ModifyVpcEndpoint",
        "RevokeSecurityGroupEgress",
        "RevokeSecurityGroupIngress",
      ].map((action) => `ec2:${action}`),
      resources(types),
      { StringEquals: tagged("aws:ResourceTag", args) },
    ),
    allow("TagNetwork", ["ec2:CreateTags"], resources(types), {
      StringEquals: {
        ...tagged("aws:RequestTag", args),
        "ec2:CreateAction": [...create, "AuthorizeSecurityGroupEgress", "AuthorizeSecurityGroupIngress"],
      },
    }),
  ];
}
