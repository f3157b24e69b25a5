import type { RegisteredResource } from "../../../local/pulumi/registered-resource";
import { account, api, arn, calls, created, ec2, own } from "./aws-calls";
import type { AccessRequest } from "./iam";

const bounded = { "iam:PermissionsBoundary": `arn:aws:iam::${account}:policy/embeddings-service-function-boundary` };
const logDelivery =
  "CreateLogDelivery DeleteLogDelivery DescribeLogGroups DescribeResourcePolicies GetLogDelivery ListLogDeliveries " +
  "PutResourcePolicy UpdateLogDelivery";

/** What is created inside a VPC, which is a resource of the same call. */
const inVpc = (create: string, resource: string) => [
  ...calls("ec2", create, ec2(resource), created),
  ...calls("ec2", create, ec2("vpc/vpc-1"), own),
];
const apiParts = (part: string) => [
  ...calls("apigateway", "POST", api(`/apis/abc/${part}`), own),
  ...calls("apigateway", "GET PATCH DELETE", api(`/apis/abc/${part}/x`), own),
];
const rule = (direction: string) => [
  ...calls("ec2", `AuthorizeSecurityGroup${direction}`, ec2("security-group/sg-1"), own),
  ...calls("ec2", `AuthorizeSecurityGroup${direction}`, ec2("security-group-rule/sgr-1"), created),
  ...calls("ec2", `RevokeSecurityGroup${direction} ModifySecurityGroupRules`, ec2("security-group/sg-1"), own),
  ...calls("ec2", "DescribeSecurityGroupRules", "*"),
];

/**
 * What the AWS provider calls to create, read, update and delete a resource of a type, beside its tags, by reading the
 * Terraform provider that it is made from: https://github.com/hashicorp/terraform-provider-aws
 */
export const providerCalls: Readonly<Record<string, (resource: RegisteredResource) => readonly AccessRequest[]>> = {
  "pulumi:providers:aws": () => [],
  "aws:lambda/function:Function": ({ state }) => [
    ...calls(
      "lambda",
      "CreateFunction DeleteFunction DeleteFunctionConcurrency GetFunction GetFunctionCodeSigningConfig " +
        "GetFunctionConfiguration ListTags ListVersionsByFunction PutFunctionConcurrency UpdateFunctionCode " +
        "UpdateFunctionConfiguration",
      String(state["arn"]),
    ),
    ...calls("ec2", "DescribeSecurityGroups DescribeSubnets DescribeVpcs", "*"),
  ],
  "aws:lambda/permission:Permission": ({ inputs }) =>
    calls("lambda", "AddPermission GetPolicy RemovePermission", arn("lambda", `function:${inputs["function"]}`)),
  "aws:iam/role:Role": ({ inputs, state }) => [
    ...calls(
      "iam",
      "CreateRole DeleteRole PutRolePermissionsBoundary UpdateAssumeRolePolicy UpdateRole UpdateRoleDescription",
      String(state["arn"]),
      bounded,
    ),
    ...calls(
      "iam",
      "GetRole ListAttachedRolePolicies ListInstanceProfilesForRole ListRolePolicies ListRoleTags",
      String(state["arn"]),
    ),
    ...calls("iam", "PassRole", String(state["arn"]), { "iam:PassedToService": principalOf(inputs) }),
  ],
  "aws:iam/rolePolicy:RolePolicy": ({ inputs }) => [
    ...calls("iam", "PutRolePolicy DeleteRolePolicy", roleArn(inputs["role"]), bounded),
    ...calls("iam", "GetRolePolicy", roleArn(inputs["role"])),
  ],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": ({ inputs }) => [
    ...calls("iam", "AttachRolePolicy DetachRolePolicy", roleArn(inputs["role"]), {
      ...bounded,
      "iam:PolicyARN": String(inputs["policyArn"]),
    }),
    ...calls("iam", "ListAttachedRolePolicies", roleArn(inputs["role"])),
  ],
  "aws:cloudwatch/logGroup:LogGroup": ({ state }) => [
    ...calls(
      "logs",
      "CreateLogGroup DeleteLogGroup DeleteRetentionPolicy ListTagsForResource PutRetentionPolicy",
      String(state["arn"]),
    ),
    ...calls("logs", "DescribeLogGroups", "*"),
  ],
  "aws:cloudwatch/metricAlarm:MetricAlarm": ({ state }) => [
    ...calls("cloudwatch", "DeleteAlarms DescribeAlarms ListTagsForResource PutMetricAlarm", String(state["arn"])),
    // A call that lists asks for all.
    ...calls("cloudwatch", "DescribeAlarms", arn("cloudwatch", "alarm:of-others")),
  ],
  "aws:cloudwatch/dashboard:Dashboard": ({ inputs }) =>
    calls(
      "cloudwatch",
      "DeleteDashboards GetDashboard PutDashboard",
      `arn:aws:cloudwatch::${account}:dashboard/${inputs["dashboardName"]}`,
    ),
  "aws:sns/topic:Topic": ({ state }) =>
    calls(
      "sns",
      "CreateTopic DeleteTopic GetTopicAttributes ListTagsForResource SetTopicAttributes",
      String(state["arn"]),
    ),
  "aws:sns/topicPolicy:TopicPolicy": ({ inputs }) =>
    calls("sns", "GetTopicAttributes SetTopicAttributes", String(inputs["arn"])),
  "aws:sns/topicSubscription:TopicSubscription": ({ inputs }) =>
    calls("sns", "GetSubscriptionAttributes SetSubscriptionAttributes Subscribe Unsubscribe", String(inputs["topic"])),
  "aws:sqs/queue:Queue": ({ state }) =>
    calls("sqs", "CreateQueue DeleteQueue GetQueueAttributes ListQueueTags SetQueueAttributes", String(state["arn"])),
  "aws:sqs/queuePolicy:QueuePolicy": ({ inputs }) =>
    calls(
      "sqs",
      "GetQueueAttributes SetQueueAttributes",
      arn("sqs", String(inputs["queueUrl"]).split("/").at(-1) ?? ""),
    ),
  "aws:scheduler/schedule:Schedule": ({ state }) =>
    calls("scheduler", "CreateSchedule DeleteSchedule GetSchedule UpdateSchedule", String(state["arn"])),
  "aws:apigatewayv2/api:Api": ({ inputs }) => [
    ...calls("apigateway", "POST", api("/apis"), { "apigateway:Request/ApiName": String(inputs["name"]), ...created }),
    ...calls("apigateway", "PATCH DELETE", api("/apis/abc"), { "apigateway:Resource/ApiName": String(inputs["name"]) }),
    ...calls("apigateway", "GET", api("/apis/abc")),
    ...calls("apigateway", "DELETE", api("/apis/abc/cors"), own),
    ...calls("apigateway", "GET", api("/tags/arn%3Aaws%3Aapigateway"), own),
    ...calls("iam", "CreateServiceLinkedRole", serviceLinkedRole, {
      "iam:AWSServiceName": "ops.apigateway.amazonaws.com",
    }),
  ],
  "aws:apigatewayv2/apiMapping:ApiMapping": ({ inputs }) => [
    ...calls("apigateway", "POST", api(`/domainnames/${inputs["domainName"]}/apimappings`)),
    ...calls("apigateway", "GET PATCH DELETE", api(`/domainnames/${inputs["domainName"]}/apimappings/x`)),
  ],
  "aws:apigatewayv2/authorizer:Authorizer": () => apiParts("authorizers"),
  "aws:apigatewayv2/domainName:DomainName": ({ id }) => [
    ...calls("apigateway", "POST", api("/domainnames"), created),
    ...calls("apigateway", "GET PATCH DELETE", api(`/domainnames/${id}`), own),
    // By which API Gateway takes the certificate: the caller itself needs nothing of ACM.
    ...calls("iam", "CreateServiceLinkedRole", serviceLinkedRole, {
      "iam:AWSServiceName": "ops.apigateway.amazonaws.com",
    }),
  ],
  "aws:apigatewayv2/integration:Integration": () => apiParts("integrations"),
  "aws:apigatewayv2/route:Route": () => apiParts("routes"),
  "aws:apigatewayv2/stage:Stage": () => [...apiParts("stages"), ...calls("logs", logDelivery, "*")],
  "awsx:ec2:Vpc": () => [
    ...calls("ec2", "CreateVpc", ec2("vpc/vpc-1"), created),
    ...calls("ec2", "DeleteVpc DescribeVpcAttribute ModifyVpcAttribute", ec2("vpc/vpc-1"), own),
    ...calls("ec2", "CreateInternetGateway", ec2("internet-gateway/igw-1"), created),
    ...calls("ec2", "AttachInternetGateway DetachInternetGateway", ec2("vpc/vpc-1"), own),
    ...calls(
      "ec2",
      "AttachInternetGateway DeleteInternetGateway DetachInternetGateway",
      ec2("internet-gateway/igw-1"),
      own,
    ),
    ...inVpc("CreateSubnet", "subnet/subnet-1"),
    ...calls("ec2", "AssociateRouteTable DeleteSubnet ModifySubnetAttribute", ec2("subnet/subnet-1"), own),
    ...inVpc("CreateRouteTable", "route-table/rtb-1"),
    ...calls("ec2", "AssociateRouteTable DeleteRouteTable DisassociateRouteTable", ec2("route-table/rtb-1"), own),
    ...calls(
      "ec2",
      "DescribeAvailabilityZones DescribeInternetGateways DescribeNetworkAcls DescribeNetworkInterfaces " +
        "DescribeRouteTables DescribeSecurityGroups DescribeSubnets DescribeVpcs",
      "*",
    ),
    // What Lambda leaves in a subnet is removed before it.
    ...calls("ec2", "DeleteNetworkInterface DetachNetworkInterface", ec2("network-interface/eni-of-lambda")),
  ],
  "aws:ec2/securityGroup:SecurityGroup": () => [
    ...inVpc("CreateSecurityGroup", "security-group/sg-1"),
    ...calls("ec2", "DeleteSecurityGroup RevokeSecurityGroupEgress", ec2("security-group/sg-1"), own),
    ...calls("ec2", "DescribeNetworkInterfaces DescribeSecurityGroups", "*"),
    ...calls("ec2", "DeleteNetworkInterface DetachNetworkInterface", ec2("network-interface/eni-of-lambda")),
  ],
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": () => rule("Egress"),
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": () => rule("Ingress"),
  "aws:ec2/vpcEndpoint:VpcEndpoint": () => [
    ...inVpc("CreateVpcEndpoint", "vpc-endpoint/vpce-1"),
    ...["route-table/rtb-1", "security-group/sg-1", "subnet/subnet-1"].flatMap((part) =>
      calls("ec2", "CreateVpcEndpoint ModifyVpcEndpoint", ec2(part), own),
    ),
    ...calls("ec2", "DeleteVpcEndpoints ModifyVpcEndpoint", ec2("vpc-endpoint/vpce-1"), own),
    ...calls("ec2", "DescribePrefixLists DescribeVpcEndpointServices DescribeVpcEndpoints", "*"),
    ...calls("route53", "AssociateVPCWithHostedZone", "arn:aws:route53:::hostedzone/Z1"),
  ],
};

const serviceLinkedRole = `arn:aws:iam::${account}:role/aws-service-role/ops.apigateway.amazonaws.com/AWSServiceRoleForAPIGateway`;

/** The service that a role is passed to, which is the one that it trusts. */
function principalOf({ assumeRolePolicy }: RegisteredResource["inputs"]): string {
  return JSON.parse(String(assumeRolePolicy)).Statement[0].Principal.Service;
}

function roleArn(name: unknown): string {
  return `arn:aws:iam::${account}:role/embeddings-service/dev/${name}`;
}
