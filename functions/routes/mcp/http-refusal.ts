import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { abbreviate } from "../../../embedding/abbreviate";
import type { HttpResponse } from "../../http/http-handler";
import { rpcCodes, rpcError } from "./json-rpc";
import { protocolVersions } from "./protocol";

/**
 * Why a request is refused by its method or headers alone, if it is:
 * https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#streamable-http
 */
export function httpRefusal(
  { headers, requestContext }: APIGatewayProxyEventV2,
  allowedOrigins: readonly string[],
): HttpResponse | undefined {
  const refuse = (status: number, message: string, more?: Record<string, string>) =>
    rpcError({ status, code: rpcCodes.refused, message, ...(more ? { headers: more } : {}) });
  // It opens no stream, and keeps no session that would end.
  if (requestContext.http.method !== "POST") {
    return refuse(405, "Method not allowed: send each message by POST", { allow: "POST" });
  }
  // Not compared with the Host, which a page that rebinds a name to this server sends too.
  const { origin, "mcp-protocol-version": version } = headers;
  if (origin !== undefined && !allowedOrigins.includes(origin) && !allowedOrigins.includes("*")) {
    return refuse(403, `Invalid Origin header: ${abbreviate(origin)} is none of the service's corsAllowOrigins`);
  }
  if (version !== undefined && !protocolVersions.includes(version)) {
    const supported = protocolVersions.join(", ");
    return refuse(400, `Unsupported protocol version: ${abbreviate(version)} (supported versions: ${supported})`);
  }
  return undefined;
}
