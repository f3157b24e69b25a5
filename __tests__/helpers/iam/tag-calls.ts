import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { RegisteredResource } from "../../../local/pulumi/registered-resource";
import { api, calls, created, ec2, own } from "./aws-calls";
import type { AccessRequest } from "./iam";

/** What a resource's tags ask for: those that it is created with, and those that come and go later. */
type TagCalls = (resource: RegisteredResource) => readonly AccessRequest[];

/** A service with two actions for tags, which it asks for at the creation too. */
const tagging =
  (service: string, names = "TagResource UntagResource"): TagCalls =>
  ({ state }) =>
    calls(service, names, String(state["arn"]));

/** EC2 tells the tags of what is being created from those of what is there, of which a call names only the changed. */
const ofEc2 = (create: string, resource: string) => [
  ...calls("ec2", "CreateTags", ec2(resource), { ...created, "ec2:CreateAction": create }),
  ...calls("ec2", "CreateTags DeleteTags", ec2(resource), { ...own, "aws:RequestTag/Team": "search" }),
];
const rule: TagCalls = () => [
  // The provider tags a rule as it makes it, or right after.
  ...calls("ec2", "CreateTags", ec2("security-group-rule/sgr-1"), created),
  ...calls("ec2", "CreateTags DeleteTags", ec2("security-group-rule/sgr-1"), own),
];

/**
 * API Gateway authorizes the tags of what is being created by actions that it does not document, on the list that it
 * comes into, and once did on an ARN of an ARN: https://github.com/hashicorp/terraform-provider-aws/issues/20634,
 * https://github.com/hashicorp/terraform-provider-aws/issues/16023
 */
const ofApiGateway = (list: string, resource: string) => [
  ...calls("apigateway", "TagResource", api(list)),
  ...calls("apigateway", "TagResource UntagResource", api(resource), own),
  ...calls("apigateway", "POST PUT DELETE", api("/tags/arn%3Aaws%3Aapigateway"), own),
  ...calls("apigateway", "POST", api(api("/tags/arn%3Aaws%3Aapigateway"))),
];

/**
 * What the AWS provider calls for the tags of a resource of a type, which all have some: those of the stack. By reading
 * the Terraform provider that it is made from: https://github.com/hashicorp/terraform-provider-aws
 */
export const tagCalls: Readonly<Record<string, TagCalls>> = {
  "aws:lambda/function:Function": tagging("lambda"),
  "aws:iam/role:Role": tagging("iam", "TagRole UntagRole"),
  "aws:cloudwatch/logGroup:LogGroup": tagging("logs"),
  "aws:cloudwatch/metricAlarm:MetricAlarm": tagging("cloudwatch"),
  "aws:sns/topic:Topic": tagging("sns"),
  "aws:sqs/queue:Queue": tagging("sqs", "TagQueue UntagQueue"),
  "aws:apigatewayv2/api:Api": () => ofApiGateway("/apis", "/apis/abc"),
  "aws:apigatewayv2/domainName:DomainName": ({ id }) => ofApiGateway("/domainnames", `/domainnames/${id}`),
  "aws:apigatewayv2/stage:Stage": () => ofApiGateway("/apis/abc/stages", "/apis/abc/stages/$default"),
  "awsx:ec2:Vpc": () => [
    ...ofEc2("CreateVpc", "vpc/vpc-1"),
    ...ofEc2("CreateInternetGateway", "internet-gateway/igw-1"),
    ...ofEc2("CreateSubnet", "subnet/subnet-1"),
    ...ofEc2("CreateRouteTable", "route-table/rtb-1"),
  ],
  "aws:ec2/securityGroup:SecurityGroup": () => ofEc2("CreateSecurityGroup", "security-group/sg-1"),
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": rule,
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": rule,
  "aws:ec2/vpcEndpoint:VpcEndpoint": () => ofEc2("CreateVpcEndpoint", "vpc-endpoint/vpce-1"),
};

const sdk = dirname(require.resolve("@pulumi/aws/package.json"));

/** Whether a type has tags, by the SDK; the components of awsx hand theirs to all that is in them. */
export function takesTags(type: string): boolean {
  const [provider, module = ""] = type.split(":");
  if (provider === "awsx") return true;
  const declarations = join(sdk, `${module}.d.ts`);
  return existsSync(declarations) && /^ {4}readonly tagsAll:/m.test(readFileSync(declarations, "utf8"));
}
