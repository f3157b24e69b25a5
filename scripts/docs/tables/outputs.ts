import type * as z from "zod";
import { bootstrapOutputs } from "../../../bootstrap/outputs";
import { serviceOutputs } from "../../../service/outputs";
import { code, markdownTable } from "../markdown";

function outputsTable(schema: z.ZodObject): string {
  return markdownTable(
    ["output", "value"],
    Object.entries(schema.shape as Readonly<Record<string, z.ZodType>>).map(([output, { description }]) => {
      if (!description) throw new Error(`Nobody has said what the output ${output} is: add .describe() to its schema`);
      return [code(output), description];
    }),
  );
}

/** The outputs of both layers. */
export const outputTables = {
  "outputs-bootstrap": () => outputsTable(bootstrapOutputs),
  "outputs-service": () => outputsTable(serviceOutputs),
};
