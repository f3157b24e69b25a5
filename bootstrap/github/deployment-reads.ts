import { arn, regionalArn } from "../../common/aws-scope";
import { allow, type Statement } from "../../common/policy-statement";
import { type DeploymentArgs, deploymentArns } from "./deployment-scope";

/** What Pulumi reads of the resources of service stacks. */
export function deploymentReads(args: DeploymentArgs): Statement[] {
  const arns = deploymentArns(args);
  return [
    allow(
      "ReadFunctions",
      [
        "lambda:GetFunction",
        "lambda:GetFunctionCodeSigningConfig",
        "lambda:GetFunctionConcurrency",
        "lambda:GetFunctionConfiguration",
        "lambda:GetPolicy",
        "lambda:GetRuntimeManagementConfig",
        "lambda:ListTags",
        "lambda:ListVersionsByFunction",
      ],
      arns.functions,
    ),
    allow(
      "ReadRoles",
      [
        "iam:GetRole",
        "iam:GetRolePolicy",
        "iam:ListAttachedRolePolicies",
        "iam:ListInstanceProfilesForRole",
        "iam:ListRolePolicies",
        "iam:ListRoleTags",
      ],
      arns.roles,
    ),
    allow("ReadLogGroups", ["logs:ListTagsForResource"], arns.logGroups),
    // CloudWatch asks for a call that lists alarms whether it may name every one.
    allow("DescribeAlarms", ["cloudwatch:DescribeAlarms"], [arn(args.scope, "cloudwatch", "alarm:*")]),
    allow("ReadAlarms", ["cloudwatch:ListTagsForResource"], arns.alarms),
    allow("ReadDashboard", ["cloudwatch:GetDashboard"], arns.dashboards),
    allow(
      "ReadTopics",
      ["sns:GetSubscriptionAttributes", "sns:GetTopicAttributes", "sns:ListTagsForResource"],
      arns.topics,
    ),
    // The ids in these ARNs are chosen by AWS, so that no name can tell whose they are.
    allow(
      "ReadApis",
      ["apigateway:GET"],
      ["/apis", "/apis/*", "/domainnames/*", "/tags/*"].map((path) => regionalArn(args.scope, "apigateway", path)),
    ),
    // None of these has a resource of its own.
    allow(
      "ReadLogDelivery",
      ["logs:DescribeLogGroups", "logs:DescribeResourcePolicies", "logs:GetLogDelivery", "logs:ListLogDeliveries"],
      ["*"],
    ),
  ];
}
