import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import {
  StreamableHTTPClientTransport,
  type StreamableHTTPClientTransportOptions,
} from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";

/** What a tool answered. */
export interface ToolAnswer {
  readonly isError: boolean;
  readonly text: string;
  /** The structured content; empty where it has none. */
  readonly found: Record<string, unknown>;
}

/** The official client of the Model Context Protocol, connected to an API. */
export class AgentClient {
  /** What the client did not get from the server, and went on without. */
  readonly errors: Error[] = [];

  private constructor(
    readonly client: Client,
    readonly transport: StreamableHTTPClientTransport,
  ) {
    client.onerror = (error) => this.errors.push(error);
  }

  /** Connects; rejects where the API refuses it. */
  static async connect(apiUrl: string, options: StreamableHTTPClientTransportOptions = {}): Promise<AgentClient> {
    const transport = new StreamableHTTPClientTransport(new URL(`${apiUrl}/mcp`), options);
    const agent = new AgentClient(new Client({ name: "test", version: "1" }), transport);
    await agent.client.connect(transport as Parameters<Client["connect"]>[0]);
    return agent;
  }

  async call(name: string, values: Record<string, unknown> = {}): Promise<ToolAnswer> {
    const result = (await this.client.callTool({ name, arguments: values })) as CallToolResult;
    const [content] = result.content;
    return {
      isError: result.isError ?? false,
      text: content?.type === "text" ? content.text : "",
      found: result.structuredContent ?? {},
    };
  }

  close(): Promise<void> {
    return this.client.close();
  }
}
