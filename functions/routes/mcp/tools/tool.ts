import type { CallToolResult, Tool as DescribedTool } from "@modelcontextprotocol/sdk/types.js";
import * as z from "zod/mini";
import { toEmbeddingError } from "../../../../embedding/errors";
import { isObject } from "../../../../embedding/is-object";
import type { RequestContext } from "../../../http/request-context";
import { validate } from "../../../http/validation";
import { toolError, toolResult } from "./tool-result";

/** What a call of a tool is made in. */
export interface ToolCall {
  readonly context: RequestContext;
  /** The address of the API. */
  readonly apiUrl: string;
}

/** A tool that agents call. */
export interface AgentTool {
  readonly name: string;
  readonly describe: () => DescribedTool;
  /** Never throws: what fails is a result too, which tells the model what to do otherwise. */
  readonly call: (values: unknown, call: ToolCall) => Promise<CallToolResult>;
}

/** What a tool is made of. */
export interface ToolArgs<Schema extends z.ZodMiniType> {
  readonly name: string;
  /** For people. */
  readonly title: string;
  /** For models, by which they choose it. */
  readonly description: string;
  /** What it takes, whose fields are {@link argument}s. */
  readonly schema: Schema;
  readonly run: (values: z.output<Schema>, call: ToolCall) => Promise<object>;
}

/** What JSON Schema says of arguments: apart from what other schemas are, of which the API's description knows the names. */
const argumentFacts = z.registry<Record<string, unknown>>();

/** An argument of a tool, with its text for models and what more JSON Schema says of it. */
export function argument<Schema extends z.ZodMiniType>(
  schema: Schema,
  description: string,
  facts: object = {},
): Schema {
  const own = z.clone(schema);
  argumentFacts.add(own, { description, ...facts });
  return own;
}

/** A tool that reads what is stored and changes nothing. */
export function tool<Schema extends z.ZodMiniType>(args: ToolArgs<Schema>): AgentTool {
  const { name, title, description, schema, run } = args;
  return {
    name,
    describe: () => ({
      name,
      title,
      description,
      inputSchema: z.toJSONSchema(schema, {
        io: "input",
        unrepresentable: "any",
        metadata: argumentFacts,
      }) as DescribedTool["inputSchema"],
      annotations: { title, readOnlyHint: true, openWorldHint: false },
    }),
    call: async (values, call) => {
      try {
        return toolResult(await run(validate(schema, withoutNull(values), "call"), call));
      } catch (thrown) {
        const error = toEmbeddingError(thrown);
        call.context.itemErrors.push(error);
        return toolError(error, call.context.requestId);
      }
    },
  };
}

/** Models send null for what they mean to leave out. */
function withoutNull(values: unknown): unknown {
  if (!isObject(values)) return values ?? {};
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}
