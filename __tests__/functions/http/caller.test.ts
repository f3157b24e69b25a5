import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { callerOf } from "../../../functions/http/caller";

const eventOf = (authorizer?: unknown) => ({ requestContext: { authorizer } }) as unknown as APIGatewayProxyEventV2;

test.each<[string, unknown, string | undefined]>([
  [
    "the role of a session",
    { iam: { userArn: "arn:aws:sts::123456789012:assumed-role/ingest/jane@example.com" } },
    "arn:aws:sts::123456789012:assumed-role/ingest",
  ],
  [
    "the role of a session whose name has slashes, in another partition",
    { iam: { userArn: "arn:aws-cn:sts::123456789012:assumed-role/ingest/a/b" } },
    "arn:aws-cn:sts::123456789012:assumed-role/ingest",
  ],
  [
    "a user, with its path",
    { iam: { userArn: "arn:aws:iam::123456789012:user/team/assumed-role" } },
    "arn:aws:iam::123456789012:user/team/assumed-role",
  ],
  ["the root user", { iam: { userArn: "arn:aws:iam::123456789012:root" } }, "arn:aws:iam::123456789012:root"],
  ["the subject of a token", { jwt: { claims: { sub: "user-1", client_id: "app" }, scopes: null } }, "user-1"],
  ["the client of a token without subject", { jwt: { claims: { client_id: "app" }, scopes: null } }, "app"],
  ["nobody of a token without either", { jwt: { claims: {}, scopes: null } }, undefined],
  ["whose key it is", { lambda: { name: "team-a", expires: "2027-02-01T00:00:00.000Z" } }, "team-a"],
  ["nobody where everyone may call", undefined, undefined],
])("is %s", (_, authorizer, caller) => {
  expect(callerOf(eventOf(authorizer))).toBe(caller);
});
