import { arn } from "../../common/aws-scope";
import { allow, type Statement } from "../../common/policy-statement";
import { type DeploymentArgs, tagged } from "./deployment-scope";

/** What Pulumi reads of networks: with one exception, EC2 describes all of them or none. */
export function networkReads(args: DeploymentArgs): Statement[] {
  return [
    allow("DescribeOwnVpc", ["ec2:DescribeVpcAttribute"], resources(args, ["vpc"]), {
      StringEquals: tagged("aws:ResourceTag", args),
    }),
    allow(
      "DescribeNetworks",
      [
        "AccountAttributes",
        "AvailabilityZones",
        "InternetGateways",
        "NetworkAcls",
        "NetworkInterfaces",
        "PrefixLists",
        "RouteTables",
        "SecurityGroupRules",
        "SecurityGroups",
        "Subnets",
        "Tags",
        "VpcEndpointServices",
        "VpcEndpoints",
        "Vpcs",
      ].map((what) => `ec2:Describe${what}`),
      ["*"],
    ),
  ];
}

/** What there is in a VPC, as EC2 names its types. */
const inVpc = ["route-table", "security-group", "subnet", "vpc-endpoint"];
const createInVpc = ["ec2:CreateRouteTable", "ec2:CreateSecurityGroup", "ec2:CreateSubnet", "ec2:CreateVpcEndpoint"];
const createVpc = ["ec2:CreateInternetGateway", "ec2:CreateVpc"];
const createRule = ["ec2:AuthorizeSecurityGroupEgress", "ec2:AuthorizeSecurityGroupIngress"];

/**
 * What Pulumi does to the network of a service: it creates what has the stack's tags, and changes what has them, which
 * includes what something new is put into.
 */
export function networkWrites(args: DeploymentArgs): Statement[] {
  const withTags = { StringEquals: tagged("aws:RequestTag", args) };
  const all = resources(args, [...inVpc, "internet-gateway", "security-group-rule", "vpc"]);
  return [
    allow("CreateVpc", createVpc, resources(args, ["internet-gateway", "vpc"]), withTags),
    allow("CreateInVpc", createInVpc, resources(args, inVpc), withTags),
    // The provider tags a rule when it makes it, or right after.
    allow("CreateRules", [...createRule, "ec2:CreateTags"], resources(args, ["security-group-rule"]), withTags),
    allow("TagWhatIsCreated", ["ec2:CreateTags"], all, {
      StringEquals: {
        ...tagged("aws:RequestTag", args),
        "ec2:CreateAction": [...createVpc, ...createInVpc, ...createRule].map((action) => action.replace("ec2:", "")),
      },
    }),
    allow(
      "ChangeNetwork",
      [
        ...createInVpc,
        ...createRule,
        "ec2:AssociateRouteTable",
        "ec2:AttachInternetGateway",
        "ec2:CreateTags",
        "ec2:DeleteInternetGateway",
        "ec2:DeleteRouteTable",
        "ec2:DeleteSecurityGroup",
        "ec2:DeleteSubnet",
        "ec2:DeleteTags",
        "ec2:DeleteVpc",
        "ec2:DeleteVpcEndpoints",
        "ec2:DetachInternetGateway",
        "ec2:DisassociateRouteTable",
        "ec2:ModifySecurityGroupRules",
        "ec2:ModifySubnetAttribute",
        "ec2:ModifyVpcAttribute",
        "ec2:ModifyVpcEndpoint",
        "ec2:RevokeSecurityGroupEgress",
        "ec2:RevokeSecurityGroupIngress",
      ],
      all,
      { StringEquals: tagged("aws:ResourceTag", args) },
    ),
    // The provider removes what Lambda leaves behind, which has no tags. A machine that uses an interface has a type.
    allow(
      "RemoveInterfacesOfLambda",
      ["ec2:DeleteNetworkInterface", "ec2:DetachNetworkInterface"],
      resources(args, ["instance", "network-interface"]),
      { Null: { "ec2:InstanceType": "true" } },
    ),
    // An endpoint with a private DNS name has a hosted zone, which AWS makes.
    allow(
      "NameEndpoints",
      ["route53:AssociateVPCWithHostedZone"],
      [`arn:${args.scope.partition}:route53:::hostedzone/*`],
    ),
  ];
}

function resources({ scope }: DeploymentArgs, types: readonly string[]): string[] {
  return types.map((type) => arn(scope, "ec2", `${type}/*`));
}
