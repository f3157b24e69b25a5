import type { StackResult } from "../../../local/pulumi/registered-resource";
import { acceptsToken } from "../../helpers/iam/github-trust";
import { named, runLayer } from "../../helpers/stacks/run-layer";

const github = {
  repository: "acme@1234/embeddings@5678",
  environments: ["dev", "prod"],
  previewEnvironment: "preview",
};
const run = (changes: object = {}) => runLayer("bootstrap", { config: { github: { ...github, ...changes } } });

/** The trust policy of a role. */
const trustOf = (result: StackResult, role: string) =>
  String(named(result, `github-${role}-role`).inputs["assumeRolePolicy"]);

const token = {
  iss: "https://token.actions.githubusercontent.com",
  aud: "sts.amazonaws.com",
  sub: "repo:acme/embeddings:environment:dev",
};

describe("the role that deploys dev", () => {
  test.each(["repo:acme/embeddings:environment:dev", "repo:acme@1234/embeddings@5678:environment:dev"])(
    "accepts a token of %s",
    async (sub) => {
      expect(acceptsToken(trustOf(await run(), "deploy-dev"), { ...token, sub })).toBe(true);
    },
  );

  test.each([
    ["another environment", { sub: "repo:acme/embeddings:environment:prod" }],
    ["the preview environment", { sub: "repo:acme/embeddings:environment:preview" }],
    ["an environment that begins alike", { sub: "repo:acme/embeddings:environment:dev2" }],
    ["a branch", { sub: "repo:acme/embeddings:ref:refs/heads/main" }],
    ["a pull request", { sub: "repo:acme/embeddings:pull_request" }],
    ["another repository", { sub: "repo:acme/website:environment:dev" }],
    ["a repository that begins alike", { sub: "repo:acme/embeddings-fork:environment:dev" }],
    ["another owner", { sub: "repo:mallory/embeddings:environment:dev" }],
    ["the same names with other ids", { sub: "repo:acme@9/embeddings@9:environment:dev" }],
    ["other capitals", { sub: "repo:Acme/embeddings:environment:dev" }],
    ["another audience", { aud: "https://github.com/acme" }],
    ["another issuer", { iss: "https://gitlab.com" }],
  ])("refuses a token of %s", async (_, changes) => {
    expect(acceptsToken(trustOf(await run(), "deploy-dev"), { ...token, ...changes })).toBe(false);
  });

  test("accepts the names alone where the ids are not known", async () => {
    const trust = trustOf(await run({ repository: "acme/embeddings" }), "deploy-dev");
    expect(acceptsToken(trust, token)).toBe(true);
    expect(acceptsToken(trust, { ...token, sub: "repo:acme@1234/embeddings@5678:environment:dev" })).toBe(false);
  });
});

test("accepts in the preview's role tokens of the preview environment alone", async () => {
  const trust = trustOf(await run(), "preview");
  expect(acceptsToken(trust, { ...token, sub: "repo:acme/embeddings:environment:preview" })).toBe(true);
  expect(acceptsToken(trust, token)).toBe(false);
  expect(acceptsToken(trust, { ...token, sub: "repo:acme/embeddings:pull_request" })).toBe(false);
});
