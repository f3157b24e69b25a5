import type * as aws from "@pulumi/aws";

/** A statement of a policy whose ARNs are known. */
export type Statement = aws.iam.PolicyStatement;

/** A statement that allows these actions on these resources. */
export function allow(
  sid: string,
  actions: readonly string[],
  resources: readonly string[],
  condition?: Statement["Condition"],
): Statement {
  return {
    Sid: sid,
    Effect: "Allow",
    Action: [...actions],
    Resource: [...resources],
    ...(condition ? { Condition: condition } : {}),
  };
}

/** A statement of a resource's own policy by which these actions take TLS. */
export function denyInsecureTransport(action: string, resource: Statement["Resource"]): Statement {
  return {
    Sid: "DenyInsecureTransport",
    Effect: "Deny",
    Principal: "*",
    Action: action,
    Resource: resource,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}

/** Statements as the text of a policy. */
export function document(statements: readonly Statement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
