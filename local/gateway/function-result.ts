import { validateHeaderName, validateHeaderValue } from "node:http";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { FastifyReply } from "fastify";
import { errorMessage } from "../../common/caught-error";
import { Refusal } from "./refusal";

/**
 * Sets all of a reply but its body, which it returns: a structured result field by field, any other value as JSON with
 * status 200. Throws a {@link Refusal} where a field is of no HTTP response.
 */
export function setResult(reply: FastifyReply, result: unknown): Buffer | undefined {
  if (typeof result !== "object" || result === null || !("statusCode" in result)) {
    reply.code(200).type("application/json");
    return Buffer.from(JSON.stringify(result));
  }
  const structured = result as APIGatewayProxyStructuredResultV2;
  const problem = resultProblem(structured);
  if (problem) throw new Refusal(502, "Bad Gateway", `the function returned what is no HTTP response: ${problem}`);
  const { statusCode, headers, cookies, body, isBase64Encoded } = structured;
  for (const [name, value] of Object.entries(headers ?? {})) {
    reply.header(isRemapped(name) ? `x-amzn-remapped-${name}` : name, String(value));
  }
  if (cookies) reply.header("set-cookie", cookies);
  reply.code(statusCode ?? 200);
  // As bytes, for fastify would add a charset to the type of a text.
  return body ? Buffer.from(body, isBase64Encoded ? "base64" : "utf8") : undefined;
}

/** What is wrong with a structured result, if anything; null is as nothing. */
function resultProblem({ statusCode, headers, body }: APIGatewayProxyStructuredResultV2): string | undefined {
  const status = Number(statusCode ?? 200);
  if (!(status >= 100 && status <= 599)) return `its statusCode is ${JSON.stringify(statusCode)}`;
  if (typeof (body ?? "") !== "string") return `its body is of the type ${typeof body}, and not a text`;
  try {
    for (const [name, value] of Object.entries(headers ?? {})) {
      validateHeaderName(name);
      validateHeaderValue(name, String(value));
    }
    return undefined;
  } catch (error) {
    return errorMessage(error);
  }
}

/** A function cannot ask for credentials, which is the API's own: its header leaves under another name. */
function isRemapped(header: string): boolean {
  return header.toLowerCase() === "www-authenticate";
}
