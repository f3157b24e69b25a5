import type { APIGatewayProxyEventV2 } from "aws-lambda";

/**
 * The address by which a client called the API, as API Gateway tells it: the API's own or that of a custom domain. A
 * function's settings cannot have it, for the API is made of its functions.
 */
export function apiUrlOf({ headers, requestContext }: APIGatewayProxyEventV2): string {
  return `${headers["x-forwarded-proto"] ?? "https"}://${requestContext.domainName}`;
}
