import { type CanonicalStatement, heldTo, isPublic, statements } from "../policy-document";
import type { Resource } from "../resource";
import type { Rule } from "../rule";
import { types } from "../types";
import { show } from "../values";

const issuer = "token.actions.githubusercontent.com";

/** One environment of one repository, by the names or by names and ids: https://docs.github.com/en/actions/reference/security/oidc */
const subject = /^repo:[\w-]+(?:\/[\w.-]+|@\d+\/[\w.-]+@\d+):environment:[\w-]+$/;

function githubStatements({ props }: Resource): CanonicalStatement[] {
  return statements(props["assumeRolePolicy"]).filter(
    ({ allows, principals }) =>
      allows && principals.some((principal) => principal.startsWith("Federated ") && principal.endsWith(`/${issuer}`)),
  );
}

/** Whether GitHub Actions can assume the role. */
export function trustsGithub(role: Resource): boolean {
  return githubStatements(role).length > 0;
}

function trustProblem(statement: CanonicalStatement): string | undefined {
  const audiences = heldTo(statement, `${issuer}:aud`, ["stringequals"]);
  if (audiences.join() !== "sts.amazonaws.com") {
    return `trusts tokens for the audience ${show(audiences)}: hold aud to sts.amazonaws.com by StringEquals`;
  }
  const subjects = heldTo(statement, `${issuer}:sub`, ["stringequals"]);
  const wide = subjects.filter((value) => !subject.test(value));
  if (subjects.length > 0 && wide.length === 0) return undefined;
  return (
    `trusts the subjects ${show(subjects.length > 0 ? wide : subjects)}: hold sub by StringEquals to ` +
    "repo:OWNER/NAME:environment:NAME, or with the ids repo:OWNER@ID/NAME@ID:environment:NAME"
  );
}

/** Who may assume the roles. */
export const githubTrust: readonly Rule[] = [
  {
    id: "CKV_AWS_393",
    aliases: ["CKV_AWS_358"],
    name: "GitHub Actions assumes roles from one environment of one repository",
    description:
      "A role that GitHub Actions assumes trusts tokens for AWS, of one environment of one repository, in full and by " +
      "StringEquals: a wildcard would let other repositories in, and a pull request is anybody's.",
    resource: {
      types: [types.role],
      problem: (role) =>
        githubStatements(role)
          .map(trustProblem)
          .find((problem) => problem !== undefined),
    },
  },
  {
    id: "CKV_AWS_60",
    name: "No role trusts everyone",
    description: "A role names the services or principals that may assume it.",
    resource: {
      types: [types.role],
      problem: ({ props }) =>
        statements(props["assumeRolePolicy"]).some(isPublic) ? "everyone may assume it: name a principal" : undefined,
    },
  },
];
