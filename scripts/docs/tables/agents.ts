import type { Tool } from "@modelcontextprotocol/sdk/types.js";
import { fetchTool } from "../../../functions/routes/mcp/tools/fetch-tool";
import { listTool } from "../../../functions/routes/mcp/tools/list-tool";
import { searchTool } from "../../../functions/routes/mcp/tools/search-tool";
import { code, markdownTable } from "../markdown";

/** What the table reads of an argument, as JSON Schema. */
interface Argument {
  readonly description?: string;
  readonly default?: unknown;
}

/** The tools: what they are described by needs nothing of what they read. */
const tools = [searchTool({ reranker: {} } as never, "hybrid"), fetchTool({} as never), listTool({} as never)];

/** What agents may call, in the words by which they choose it. */
export function agentToolsTable(): string {
  return markdownTable(
    ["tool", "what a model is told of it", "arguments"],
    tools
      .map(({ describe }) => describe())
      .map(({ name, description = "", inputSchema }) => [code(name), description, argumentsOf(inputSchema)]),
  );
}

function argumentsOf({ properties = {}, required = [] }: Tool["inputSchema"]): string {
  return Object.entries(properties as Record<string, Argument>)
    .map(([name, { description = "", default: value }]) => {
      const fallback = value === undefined || value === "" ? "" : `, by default ${code(JSON.stringify(value))}`;
      return `${code(name)}${required.includes(name) ? ", required" : fallback}: ${description}`;
    })
    .join("<br>");
}
