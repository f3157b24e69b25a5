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

/** Statements as the text of a policy. */
export function document(statements: readonly Statement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
