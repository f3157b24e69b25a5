import * as z from "zod/mini";

/** A schema with its text, or more, in the API's description: the schema itself, since each copy takes its time at start. */
export function described<Schema extends z.ZodMiniType>(schema: Schema, meta: string | z.core.GlobalMeta): Schema {
  z.globalRegistry.add(schema, typeof meta === "string" ? { description: meta } : meta);
  return schema;
}
