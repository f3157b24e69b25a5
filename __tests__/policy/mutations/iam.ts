import { add, allowAlso, editStatement, type Mutation, set } from "../../helpers/policy/mutation";

const servicePolicy = "embeddings-service-s3-vector-service-access";
const deployPolicy = "github-deploy-dev-write";
const deployRole = "github-deploy-dev-role";
const functionRole = "arn:aws:iam::000000000000:role/embeddings-service-dev-generate";
const passedToLambda = { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } };

const trust = (change: (statement: Record<string, never>) => void) =>
  editStatement(deployRole, (statement) => change(statement as Record<string, never>), "assumeRolePolicy");
const issuer = "token.actions.githubusercontent.com";
const claims = (operator: string, subject: string | undefined, audience: string | undefined = "sts.amazonaws.com") =>
  trust((statement) =>
    Object.assign(statement, {
      Condition: {
        [operator]: {
          ...(subject ? { [`${issuer}:sub`]: subject } : {}),
          ...(audience ? { [`${issuer}:aud`]: audience } : {}),
        },
      },
    }),
  );

/** What could be done to policies and roles. */
export const iamMutations: readonly Mutation[] = [
  { rule: "CKV_AWS_62", name: "makes somebody an administrator", change: allowAlso(servicePolicy, ["*"], ["*"]) },
  { rule: "CKV_AWS_63", name: "widens an action to *", change: allowAlso(servicePolicy, ["*"], ["arn:aws:s3:::a/b"]) },
  {
    rule: "CKV_AWS_63",
    name: "widens an action to s3:*",
    change: allowAlso(servicePolicy, ["s3:*"], ["arn:aws:s3:::a/b"]),
  },
  {
    rule: "CKV_AWS_63",
    name: "allows all but some actions",
    change: editStatement(servicePolicy, (statement) => {
      statement["NotAction"] = statement["Action"];
      delete statement["Action"];
    }),
  },
  {
    rule: "CKV_AWS_286",
    name: "lets a role change managed policies",
    change: allowAlso(servicePolicy, ["iam:CreatePolicyVersion"], ["arn:aws:iam::000000000000:policy/a"]),
  },
  {
    rule: "CKV_AWS_286",
    name: "lets a role take its boundary away",
    change: allowAlso(deployPolicy, ["iam:DeleteRolePermissionsBoundary"], [functionRole]),
  },
  {
    rule: "CKV_AWS_286",
    name: "lets a deployment write a role without boundary",
    change: allowAlso(deployPolicy, ["iam:PutRolePolicy"], [functionRole]),
  },
  {
    rule: "CKV_AWS_286",
    name: "lets a deployment say who assumes a role without boundary",
    change: allowAlso(deployPolicy, ["iam:UpdateAssumeRolePolicy"], [functionRole]),
  },
  {
    rule: "CKV_AWS_290",
    name: "lets a role write into every bucket",
    change: allowAlso(servicePolicy, ["s3:PutObject"], ["arn:aws:s3:::*/embeddings/*"]),
  },
  {
    rule: "CKV_AWS_286",
    name: "lets a deployment write a role with any boundary",
    change: allowAlso(deployPolicy, ["iam:PutRolePolicy"], [functionRole], {
      StringLike: { "iam:PermissionsBoundary": "*" },
    }),
  },
  {
    rule: "CKV_AWS_286",
    name: "lets a deployment change the code of every function",
    change: allowAlso(
      deployPolicy,
      ["lambda:UpdateFunctionCode"],
      ["arn:aws:lambda:us-east-1:000000000000:function:*"],
    ),
  },
  {
    rule: "CKV_AWS_287",
    name: "hands out credentials",
    change: allowAlso(servicePolicy, ["sts:AssumeRole"], [functionRole]),
  },
  {
    rule: "CKV_AWS_288",
    name: "lets a role read every bucket",
    change: allowAlso(servicePolicy, ["s3:Get*"], ["arn:aws:s3:::*/*"]),
  },
  {
    rule: "CKV_AWS_288",
    name: "lets a role search every index",
    change: allowAlso(
      servicePolicy,
      ["s3vectors:QueryVectors"],
      ["arn:aws:s3vectors:us-east-1:000000000000:bucket/*/index/vector-embeddings"],
    ),
  },
  {
    rule: "CKV_AWS_289",
    name: "lets a deployment write the policy of every vector bucket",
    change: allowAlso(
      deployPolicy,
      ["s3vectors:PutVectorBucketPolicy"],
      ["arn:aws:s3vectors:us-east-1:000000000000:bucket/*"],
    ),
  },
  {
    rule: "CKV_AWS_290",
    name: "lets a role write into the indexes of every vector bucket",
    change: allowAlso(
      servicePolicy,
      ["s3vectors:PutVectors"],
      ["arn:aws:s3vectors:us-east-1:000000000000:bucket/*/index/*"],
    ),
  },
  {
    rule: "CKV_AWS_289",
    name: "lets a deployment write the policy of every bucket",
    change: allowAlso(deployPolicy, ["s3:PutBucketPolicy"], ["arn:aws:s3:::*"]),
  },
  {
    rule: "CKV_AWS_290",
    name: "lets a deployment delete every log group",
    change: allowAlso(deployPolicy, ["logs:DeleteLogGroup"], ["arn:aws:logs:us-east-1:000000000000:log-group:*"]),
  },
  {
    rule: "CKV_AWS_290",
    name: "lets a deployment change what has no tag",
    change: allowAlso(deployPolicy, ["sns:DeleteTopic"], ["arn:aws:sns:us-east-1:000000000000:*"], {
      StringEqualsIfExists: { "aws:ResourceTag/Project": "embeddings-service" },
    }),
  },
  {
    rule: "CKV_AWS_355",
    name: "widens a resource to *",
    change: editStatement(servicePolicy, (statement) => Object.assign(statement, { Resource: "*" })),
  },
  {
    rule: "CKV_AWS_355",
    name: "allows all but some resources",
    change: editStatement(servicePolicy, (statement) => {
      statement["NotResource"] = statement["Resource"];
      delete statement["Resource"];
    }),
  },
  { rule: "CKV_AWS_355", name: "breaks a policy's JSON", change: set(servicePolicy, "policy", "{") },
  {
    rule: "pass-role",
    name: "lets the functions pass roles",
    change: allowAlso(servicePolicy, ["iam:PassRole"], [functionRole], passedToLambda),
  },
  {
    rule: "pass-role",
    name: "lets somebody else have what a deployment has",
    change: add("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "also", {
      role: "existing-role",
      policyArn: "arn:aws:iam::000000000000:policy/embeddings-service-deploy-dev-write",
    }),
  },
  {
    rule: "pass-role",
    name: "lets a deployment pass every role",
    change: allowAlso(deployPolicy, ["iam:PassRole"], ["arn:aws:iam::000000000000:role/*"], passedToLambda),
  },
  {
    rule: "pass-role",
    name: "lets a deployment pass roles to any service",
    change: allowAlso(deployPolicy, ["iam:PassRole"], [functionRole]),
  },
  {
    rule: "exclusive-attachment",
    name: "attaches a policy by PolicyAttachment",
    change: add("aws:iam/policyAttachment:PolicyAttachment", "all", { roles: ["existing-role"], policyArn: "arn" }),
  },
  {
    rule: "exclusive-attachment",
    name: "gives a role its policies exclusively",
    change: set(deployRole, "managedPolicyArns", ["arn:aws:iam::000000000000:policy/a"]),
  },
  {
    rule: "AwsSolutions-IAM4",
    name: "attaches a policy that AWS manages",
    change: set("github-actions-existing-role", "policyArn", "arn:aws:iam::aws:policy/PowerUserAccess"),
  },
  {
    rule: "CKV_AWS_393",
    name: "trusts every repository of an organisation",
    change: claims("StringLike", "repo:acme/*"),
  },
  {
    rule: "CKV_AWS_393",
    name: "trusts a pattern by StringEquals",
    change: claims("StringEquals", "repo:acme/*:environment:dev"),
  },
  {
    rule: "CKV_AWS_393",
    name: "trusts pull requests",
    change: claims("StringEquals", "repo:acme/embeddings:pull_request"),
  },
  {
    rule: "CKV_AWS_393",
    name: "trusts a branch",
    change: claims("StringEquals", "repo:acme/embeddings:ref:refs/heads/main"),
  },
  {
    rule: "CKV_AWS_393",
    name: "trusts an environment by StringLike",
    change: claims("StringLike", "repo:acme/embeddings:environment:dev"),
  },
  {
    rule: "CKV_AWS_393",
    name: "trusts an owner's id without the repository's",
    change: claims("StringEquals", "repo:acme@1234/embeddings:environment:dev"),
  },
  { rule: "CKV_AWS_393", name: "trusts any subject", change: claims("StringEquals", undefined) },
  {
    rule: "CKV_AWS_393",
    name: "trusts tokens for others",
    change: claims("StringEquals", "repo:acme/embeddings:environment:dev", ""),
  },
  {
    rule: "CKV_AWS_60",
    name: "lets everyone assume a role",
    change: trust((statement) => {
      Object.assign(statement, { Principal: "*", Action: "sts:AssumeRole" });
      delete statement["Condition"];
    }),
  },
];
