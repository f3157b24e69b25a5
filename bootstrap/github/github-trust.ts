import type * as aws from "@pulumi/aws";

/** Who issues the tokens of GitHub Actions. */
export const githubIssuer = "token.actions.githubusercontent.com";

/** Whom these tokens are for where AWS is asked for a role. */
export const githubAudience = "sts.amazonaws.com";

/** The trust policy of a role that one GitHub environment of one repository may assume. */
export function trustGithub(oidcProviderArn: string, repository: string, environment: string): string {
  const document: aws.iam.PolicyDocument = {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Federated: oidcProviderArn },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            [`${githubIssuer}:aud`]: githubAudience,
            [`${githubIssuer}:sub`]: subjects(repository, environment),
          },
        },
      },
    ],
  };
  return JSON.stringify(document);
}

/**
 * The `sub` of a token for the environment: with the names alone and, where the ids are known, with these too, as
 * GitHub puts it for repositories created since mid-2026.
 * https://docs.github.com/en/actions/reference/security/oidc
 */
function subjects(repository: string, environment: string): string[] {
  const names = repository.replace(/@\d+/g, "");
  return [...new Set([names, repository])].map((name) => `repo:${name}:environment:${environment}`);
}
