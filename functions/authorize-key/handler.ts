import type { APIGatewayRequestAuthorizerEventV2 } from "aws-lambda";
import type { KeyContext } from "../http/caller";
import { authorizedKeys } from "../settings/authorized-keys";
import { judgeKey } from "./judge-key";

/** The simple response of an authorizer, whose context reaches the function. */
type KeyAuthorization =
  | { readonly isAuthorized: true; readonly context: KeyContext }
  | { readonly isAuthorized: false };

/**
 * The authorizer of keys. It judges just what API Gateway keeps its answer for, which are the identity sources: read by their
 * names, for to the provider they are a set, which AWS gets, and `identitySource` has, in the order of their CRC-32s.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
export async function handler({
  headers: { authorization = "" } = {},
  routeKey,
  requestContext,
}: Pick<APIGatewayRequestAuthorizerEventV2, "headers" | "routeKey" | "requestContext">): Promise<KeyAuthorization> {
  const { key, problem } = judgeKey({ authorization, routeKey }, authorizedKeys, Date.now());
  if (key && !problem) {
    const { name, expires } = key;
    return { isAuthorized: true, context: { name, ...(expires ? { expires } : {}) } };
  }
  const line = { level: "info", message: "key refused", request_id: requestContext.requestId, route: routeKey };
  process.stdout.write(`${JSON.stringify({ ...line, caller: key?.name, reason: problem })}\n`);
  return { isAuthorized: false };
}
