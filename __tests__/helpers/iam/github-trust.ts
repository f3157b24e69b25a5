import { type Conditions, conditionsHold, listOf, type Values } from "./policy-conditions";

/** The claims of a GitHub Actions token that a trust policy can ask for. */
export interface GithubToken {
  readonly iss: string;
  readonly aud: string;
  readonly sub: string;
}

interface TrustStatement {
  readonly Effect: "Allow" | "Deny";
  readonly Action: Values;
  readonly Principal: { readonly Federated?: Values };
  readonly Condition?: Conditions;
}

/** Whether a role with this trust policy may be assumed with the token, as STS decides it. */
export function acceptsToken(trustPolicy: string, token: GithubToken): boolean {
  const { Statement } = JSON.parse(trustPolicy) as { readonly Statement: readonly TrustStatement[] };
  const effects = Statement.filter((statement) => applies(statement, token)).map(({ Effect }) => Effect);
  return effects.includes("Allow") && !effects.includes("Deny");
}

function applies({ Action, Principal, Condition = {} }: TrustStatement, token: GithubToken): boolean {
  const issuer = token.iss.replace(/^https:\/\//, "");
  return (
    listOf(Action).includes("sts:AssumeRoleWithWebIdentity") &&
    listOf(Principal.Federated ?? []).some((provider) => provider.endsWith(`:oidc-provider/${issuer}`)) &&
    conditionsHold(Condition, { [`${issuer}:aud`]: token.aud, [`${issuer}:sub`]: token.sub })
  );
}
