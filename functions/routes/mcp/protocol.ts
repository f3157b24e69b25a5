import type { CallToolResult, InitializeResult, ListToolsResult } from "@modelcontextprotocol/sdk/types.js";
import { abbreviate } from "../../../embedding/abbreviate";
import type { HttpResponse } from "../../http/http-handler";
import { type MessageId, rpcCodes, rpcError, rpcResult } from "./json-rpc";
import type { AgentTool, ToolCall } from "./tools/tool";

/** The versions of the protocol, the latest first, which are those of the official SDK. */
export const protocolVersions: readonly [string, ...string[]] = [
  "2025-11-25",
  "2025-06-18",
  "2025-03-26",
  "2024-11-05",
  "2024-10-07",
];

/** A request of a client. */
export interface RpcRequest {
  readonly id: MessageId;
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** What a server is. */
export interface McpServer {
  readonly serverInfo: InitializeResult["serverInfo"];
  /** What a model is told of it. */
  readonly instructions: string;
  readonly tools: readonly AgentTool[];
}

/** The answer to a request: https://modelcontextprotocol.io/specification/2025-11-25/basic */
export async function answerRequest(
  { id, method, params }: RpcRequest,
  { serverInfo, instructions, tools }: McpServer,
  call: ToolCall,
): Promise<HttpResponse> {
  switch (method) {
    case "initialize": {
      const protocolVersion = negotiated(params["protocolVersion"]);
      const capabilities = { tools: {} };
      return rpcResult(id, { protocolVersion, capabilities, serverInfo, instructions } satisfies InitializeResult);
    }
    case "ping":
      return rpcResult(id, {});
    case "tools/list":
      return rpcResult(id, { tools: tools.map(({ describe }) => describe()) } satisfies ListToolsResult);
    case "tools/call": {
      const tool = tools.find(({ name }) => name === params["name"]);
      if (!tool) {
        const known = tools.map(({ name }) => name).join(", ");
        const { name } = params;
        const called = typeof name === "string" ? abbreviate(name) : typeof name;
        const message = `Unknown tool: ${called}; there are ${known}`;
        return rpcError({ id, code: rpcCodes.invalidParams, message });
      }
      return rpcResult(id, (await tool.call(params["arguments"], call)) satisfies CallToolResult);
    }
    default:
      return rpcError({ id, code: rpcCodes.methodNotFound, message: `Method not found: ${abbreviate(method)}` });
  }
}

/** The version that a client asks for, where the server has it, else the server's latest, which the client may refuse. */
function negotiated(requested: unknown): string {
  return protocolVersions.find((version) => version === requested) ?? protocolVersions[0];
}
