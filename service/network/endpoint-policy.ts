import * as pulumi from "@pulumi/pulumi";
import type { AwsScope } from "../../common/aws-scope";
import type { Statement } from "../../common/policy-statement";

/** The policy of an endpoint that serves roles of this account alone, for what the statements allow. */
export function endpointPolicy(
  scope: pulumi.Output<AwsScope>,
  statements: pulumi.Output<Statement[]>,
): pulumi.Output<string> {
  return pulumi.all([scope, statements]).apply(([{ accountId }, of]) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: of.map((statement) => ({
        ...statement,
        Principal: "*",
        Condition: {
          ...statement.Condition,
          StringEquals: { ...statement.Condition?.["StringEquals"], "aws:PrincipalAccount": accountId },
        },
      })),
    }),
  );
}
