import { githubTrust } from "../../../policy/rules/github-trust";
import { types } from "../../../policy/types";
import { violations } from "../../../policy/violations";

const issuer = "token.actions.githubusercontent.com";

function problems(subject: unknown, operator = "StringEquals"): string[] {
  const statement = {
    Effect: "Allow",
    Principal: { Federated: `arn:aws:iam::000000000000:oidc-provider/${issuer}` },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: {
      StringEquals: {
        [`${issuer}:aud`]: "sts.amazonaws.com",
        ...(operator === "StringEquals" ? { [`${issuer}:sub`]: subject } : {}),
      },
      ...(operator === "StringEquals" ? {} : { [operator]: { [`${issuer}:sub`]: subject } }),
    },
  };
  const role = {
    type: types.role,
    name: "deploy",
    props: { assumeRolePolicy: JSON.stringify({ Statement: [statement] }) },
    opts: { protect: false },
  };
  return githubTrust.flatMap((rule) => violations(rule, [role])).map(({ message }) => message);
}

test.each([
  "repo:acme/embeddings:environment:dev",
  "repo:acme/my.embeddings_2:environment:dev-eu",
  "repo:acme@1234/embeddings@5678:environment:dev",
])("accepts %s", (subject) => {
  expect(problems(subject)).toEqual([]);
  expect(problems([subject])).toEqual([]);
});

test.each([
  "*",
  "repo:*",
  "repo:acme/*",
  "repo:acme*/embeddings:environment:dev",
  "repo:acme/embeddings:*",
  "repo:acme/embeddings:environment:*",
  "repo:acme/embeddings:environment:de?",
  "repo:acme/embeddings:pull_request",
  "repo:acme/embeddings:ref:refs/heads/main",
  "repo:acme:environment:dev",
  "repo:acme@1234/embeddings:environment:dev",
  "repo:acme/embeddings@5678:environment:dev",
  "repository_owner:acme",
  "environment:dev",
  "prefix repo:acme/embeddings:environment:dev",
  "repo:acme/embeddings:environment:dev\nrepo:evil/embeddings:environment:dev",
])("refuses %j", (subject) => {
  expect(problems(subject)).toEqual([expect.stringContaining("trusts the subjects")]);
  expect(problems(["repo:acme/embeddings:environment:dev", subject])).toHaveLength(1);
});

test.each(["StringLike", "StringEqualsIfExists", "ForAllValues:StringEquals", "StringEqualsIgnoreCase"])(
  "refuses a subject by %s, which holds of others too",
  (operator) => {
    expect(problems("repo:acme/embeddings:environment:dev", operator)).toHaveLength(1);
  },
);
