/**
 * The actions that these stacks grant on every resource because IAM knows no resource for them, so that `*` is all
 * that their statements can name.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export const actionsWithoutResource: readonly string[] = [
  "ec2:DescribeAccountAttributes",
  "ec2:DescribeAvailabilityZones",
  "ec2:DescribeInternetGateways",
  "ec2:DescribeNetworkAcls",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribePrefixLists",
  "ec2:DescribeRouteTables",
  "ec2:DescribeSecurityGroupRules",
  "ec2:DescribeSecurityGroups",
  "ec2:DescribeSubnets",
  "ec2:DescribeTags",
  "ec2:DescribeVpcEndpointServices",
  "ec2:DescribeVpcEndpoints",
  "ec2:DescribeVpcs",
  "logs:CreateLogDelivery",
  "logs:DeleteLogDelivery",
  "logs:DescribeLogGroups",
  "logs:DescribeResourcePolicies",
  "logs:GetLogDelivery",
  "logs:ListLogDeliveries",
  "logs:PutResourcePolicy",
  "logs:UpdateLogDelivery",
  "xray:PutTelemetryRecords",
  "xray:PutTraceSegments",
];

/** Actions that answer with credentials, or make them. */
export const credentialActions: readonly string[] = [
  "ecr:GetAuthorizationToken",
  "iam:CreateAccessKey",
  "iam:CreateLoginProfile",
  "iam:CreateServiceSpecificCredential",
  "iam:ResetServiceSpecificCredential",
  "iam:UpdateAccessKey",
  "iam:UpdateLoginProfile",
  "sts:AssumeRole",
  "sts:AssumeRoleWithSAML",
  "sts:AssumeRoleWithWebIdentity",
  "sts:GetFederationToken",
  "sts:GetSessionToken",
];

/** Actions that answer with what is stored. */
export const dataActions: readonly string[] = [
  "kms:Decrypt",
  "s3:GetObject",
  "s3:GetObjectVersion",
  "s3vectors:GetVectors",
  "s3vectors:ListVectors",
  "s3vectors:QueryVectors",
  "secretsmanager:GetSecretValue",
  "ssm:GetParameter",
  "ssm:GetParameters",
  "ssm:GetParametersByPath",
];

/** How somebody who may do little comes to do more. */
export const escalation = {
  /** By these at once, whatever they are granted on. */
  never: [
    "iam:AddUserToGroup",
    "iam:AttachGroupPolicy",
    "iam:AttachUserPolicy",
    "iam:CreatePolicyVersion",
    "iam:DeleteRolePermissionsBoundary",
    "iam:DeleteUserPermissionsBoundary",
    "iam:PutGroupPolicy",
    "iam:PutUserPolicy",
    "iam:SetDefaultPolicyVersion",
  ],
  /** By these where the role that is made or changed has no permissions boundary. */
  withoutBoundary: [
    "iam:AttachRolePolicy",
    "iam:CreateRole",
    "iam:PutRolePermissionsBoundary",
    "iam:PutRolePolicy",
    "iam:UpdateAssumeRolePolicy",
  ],
  /** By these where they are granted on roles or functions of others. */
  onOthers: [
    "iam:PassRole",
    "iam:UpdateAssumeRolePolicy",
    "lambda:CreateFunction",
    "lambda:UpdateFunctionCode",
    "lambda:UpdateFunctionConfiguration",
  ],
} as const;

/** Whether an action, or a pattern of actions, changes anything: all do whose verb does not say that they read. */
export function writes(action: string): boolean {
  return !/^(?:[\w-]+:(?:BatchGet|Describe|Filter|Get|Head|List|Lookup)|s3vectors:Query)/i.test(action);
}

/** Whether an action, or a pattern of actions, changes who may do what. */
export function managesPermissions(action: string): boolean {
  const subject =
    /polic(?:y|ies)|acl\b|permission|grant|boundary|publicaccess|owner|replication|settopicattributes|bypassgovernance/i;
  return writes(action) && subject.test(action);
}
