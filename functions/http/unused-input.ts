import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { invalidRequest } from "../../embedding/errors";
import { unknownNames } from "./request-part";

/** The parameters of a request's query by name, without those of a signature, which are API Gateway's. */
export function queryOf({ queryStringParameters = {} }: APIGatewayProxyEventV2): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(queryStringParameters).filter(([name]) => !/^x-amz-/i.test(name)));
}

/** Throws 422 where a request has a body in spite of its method, with which it means nothing: https://www.rfc-editor.org/rfc/rfc9110#section-9.3.1 */
export function requireNoContent({ body, requestContext }: APIGatewayProxyEventV2): void {
  if (!body || !["GET", "DELETE"].includes(requestContext.http.method)) return;
  throw invalidRequest([
    { field: "", message: `the body has no meaning with ${requestContext.http.method}: leave it out` },
  ]);
}

/** Throws 422 where a request has a query: who sent it would not notice that nothing came of it. */
export function requireNoQuery(event: APIGatewayProxyEventV2): void {
  const names = Object.keys(queryOf(event));
  if (names.length > 0) throw invalidRequest([{ field: "", message: unknownNames(names, "query") }]);
}
