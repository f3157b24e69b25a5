import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { FastifyReply } from "fastify";

/** Sets all of a reply but its body, which it returns: a structured result field by field, any other value as JSON with status 200. */
export function setResult(reply: FastifyReply, result: unknown): Buffer | undefined {
  if (typeof result !== "object" || result === null || !("statusCode" in result)) {
    reply.code(200).type("application/json");
    return Buffer.from(JSON.stringify(result));
  }
  const { statusCode, headers, cookies, body, isBase64Encoded } = result as APIGatewayProxyStructuredResultV2;
  for (const [name, value] of Object.entries(headers ?? {})) reply.header(name, String(value));
  if (cookies) reply.header("set-cookie", cookies);
  reply.code(statusCode ?? 200);
  // As bytes, for fastify would add a charset to the type of a text.
  return body ? Buffer.from(body, isBase64Encoded ? "base64" : "utf8") : undefined;
}
