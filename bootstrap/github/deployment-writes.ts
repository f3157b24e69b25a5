import { globalArn, regionalArn } from "../../common/aws-scope";
import { allow, type Statement } from "../../common/policy-statement";
import { apiNames, type DeploymentArgs, deploymentArns, tagged } from "./deployment-scope";

/** What the functions' roles may be given. */
export interface FunctionRoleLimits {
  /** The boundary that each must have. */
  readonly permissionsBoundaryArn: string;
  /** The managed policies that may be attached to them. */
  readonly managedPolicyArns: readonly string[];
}

/** What Pulumi does to the resources of service stacks, beside reading them. */
export function deploymentWrites(args: DeploymentArgs, limits: FunctionRoleLimits): Statement[] {
  const arns = deploymentArns(args);
  return [
    allow(
      "WriteFunctions",
      [
        "lambda:AddPermission",
        "lambda:CreateFunction",
        "lambda:DeleteFunction",
        "lambda:DeleteFunctionConcurrency",
        "lambda:PutFunctionConcurrency",
        "lambda:RemovePermission",
        "lambda:TagResource",
        "lambda:UntagResource",
        "lambda:UpdateFunctionCode",
        "lambda:UpdateFunctionConfiguration",
      ],
      arns.functions,
    ),
    ...roleWrites(args, arns.roles, limits),
    allow(
      "WriteLogGroups",
      [
        "logs:CreateLogGroup",
        "logs:DeleteLogGroup",
        "logs:DeleteRetentionPolicy",
        "logs:PutRetentionPolicy",
        "logs:TagResource",
        "logs:UntagResource",
      ],
      arns.logGroups,
    ),
    allow(
      "WriteAlarms",
      ["cloudwatch:DeleteAlarms", "cloudwatch:PutMetricAlarm", "cloudwatch:TagResource", "cloudwatch:UntagResource"],
      arns.alarms,
    ),
    allow("WriteDashboard", ["cloudwatch:DeleteDashboards", "cloudwatch:PutDashboard"], arns.dashboards),
    allow(
      "WriteTopics",
      [
        "sns:CreateTopic",
        "sns:DeleteTopic",
        "sns:SetSubscriptionAttributes",
        "sns:SetTopicAttributes",
        "sns:Subscribe",
        "sns:TagResource",
        "sns:Unsubscribe",
        "sns:UntagResource",
      ],
      arns.topics,
    ),
    ...apiWrites(args),
  ];
}

/** Roles only with the boundary, policies only those of the bootstrap, and none of it for anything but Lambda. */
function roleWrites({ scope }: DeploymentArgs, roles: string[], limits: FunctionRoleLimits): Statement[] {
  const bounded = { "iam:PermissionsBoundary": limits.permissionsBoundaryArn };
  return [
    allow("TagRoles", ["iam:TagRole", "iam:UntagRole"], roles),
    allow(
      "WriteRoles",
      [
        "iam:CreateRole",
        "iam:DeleteRole",
        "iam:DeleteRolePolicy",
        "iam:PutRolePermissionsBoundary",
        "iam:PutRolePolicy",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
        "iam:UpdateRoleDescription",
      ],
      roles,
      { StringEquals: bounded },
    ),
    allow("AttachPolicies", ["iam:AttachRolePolicy", "iam:DetachRolePolicy"], roles, {
      StringEquals: bounded,
      ArnEquals: { "iam:PolicyARN": [...limits.managedPolicyArns] },
    }),
    allow("PassRolesToLambda", ["iam:PassRole"], roles, {
      StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" },
    }),
    // API Gateway makes this role of its own with the first API of an account.
    allow(
      "CreateApiGatewayRole",
      ["iam:CreateServiceLinkedRole"],
      [globalArn(scope, "iam", "role/aws-service-role/ops.apigateway.amazonaws.com/*")],
      { StringEquals: { "iam:AWSServiceName": "ops.apigateway.amazonaws.com" } },
    ),
  ];
}

/**
 * An API is told by its name, a domain name by its tags. What is in them has an id only, and by AWS's documentation none of
 * their tags: the condition on them holds of what has none. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagementv2.html
 */
function apiWrites(args: DeploymentArgs): Statement[] {
  const api = (path: string) => regionalArn(args.scope, "apigateway", path);
  const change = ["apigateway:DELETE", "apigateway:PATCH", "apigateway:POST", "apigateway:PUT"];
  // No documentation has these two, by which API Gateway authorizes the tags of what it creates.
  const tag = ["apigateway:TagResource", "apigateway:UntagResource"];
  return [
    // A domain name has no name of an API, and the bootstrap does not know which names the stacks have.
    allow("CreateApi", ["apigateway:POST"], [api("/apis"), api("/domainnames")], {
      StringEquals: tagged("aws:RequestTag", args),
      StringEqualsIfExists: { "apigateway:Request/ApiName": apiNames(args) },
    }),
    allow("WriteApi", ["apigateway:DELETE", "apigateway:PATCH"], [api("/apis/*")], {
      StringEquals: { "apigateway:Resource/ApiName": apiNames(args) },
    }),
    allow("WriteDomain", ["apigateway:DELETE", "apigateway:PATCH"], [api("/domainnames/*")], {
      StringEquals: tagged("aws:ResourceTag", args),
    }),
    allow(
      "WriteParts",
      change,
      [
        ...["authorizers", "cors", "integrations", "routes", "stages"].map((part) => `/apis/*/${part}*`),
        "/domainnames/*/apimappings*",
      ].map(api),
      { StringEqualsIfExists: tagged("aws:ResourceTag", args) },
    ),
    allow("TagApi", tag, ["/apis", "/apis/*", "/domainnames", "/domainnames/*"].map(api), {
      StringEqualsIfExists: tagged("aws:ResourceTag", args),
    }),
    // Creating an API with tags was once authorized on an ARN of an ARN: https://github.com/hashicorp/terraform-provider-aws/issues/16023
    allow(
      "ChangeTags",
      ["apigateway:DELETE", "apigateway:POST", "apigateway:PUT"],
      [api("/tags/*"), api(api("/tags/*"))],
      { StringEqualsIfExists: tagged("aws:ResourceTag", args) },
    ),
    // Access logs of an HTTP API are delivered by CloudWatch Logs, which has no resources for it.
    allow(
      "WriteLogDelivery",
      ["logs:CreateLogDelivery", "logs:DeleteLogDelivery", "logs:PutResourcePolicy", "logs:UpdateLogDelivery"],
      ["*"],
    ),
  ];
}
