import { acceptsToken } from "./github-trust";

const issuer = "token.actions.githubusercontent.com";
const token = { iss: `https://${issuer}`, aud: "sts.amazonaws.com", sub: "repo:acme/embeddings:environment:dev" };

const trust = (condition: object, statement: object = {}) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Federated: `arn:aws:iam::000000000000:oidc-provider/${issuer}` },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: condition,
        ...statement,
      },
    ],
  });

test.each([
  ["no condition", trust({})],
  ["an exact subject", trust({ StringEquals: { [`${issuer}:sub`]: token.sub } })],
  ["one of several subjects", trust({ StringEquals: { [`${issuer}:sub`]: ["repo:other/one", token.sub] } })],
  ["a wildcard", trust({ StringLike: { [`${issuer}:sub`]: "repo:acme/*" } })],
])("accepts a token by %s", (_, policy) => {
  expect(acceptsToken(policy, token)).toBe(true);
});

test.each([
  ["another audience", trust({ StringEquals: { [`${issuer}:aud`]: "other" } })],
  ["a subject that only begins alike", trust({ StringEquals: { [`${issuer}:sub`]: `${token.sub}2` } })],
  ["a wildcard that is none under StringEquals", trust({ StringEquals: { [`${issuer}:sub`]: "repo:acme/*" } })],
  ["a wildcard of another owner", trust({ StringLike: { [`${issuer}:sub`]: "repo:acm?/x*" } })],
  ["a claim that the token lacks", trust({ StringEquals: { [`${issuer}:actor`]: "me" } })],
  ["another action", trust({}, { Action: "sts:AssumeRole" })],
  ["another issuer's provider", trust({}, { Principal: { Federated: "arn:aws:iam::0:oidc-provider/gitlab.com" } })],
  ["a denial", trust({}, { Effect: "Deny" })],
])("refuses a token by %s", (_, policy) => {
  expect(acceptsToken(policy, token)).toBe(false);
});

test("refuses to judge an operator that it does not know", () => {
  expect(() => acceptsToken(trust({ StringNotEquals: { [`${issuer}:sub`]: "x" } }), token)).toThrow("StringNotEquals");
});
