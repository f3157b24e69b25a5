import * as z from "zod/mini";

/** A schema with its text, or more, in the API's description. */
export function described<Schema extends z.ZodMiniType>(schema: Schema, meta: string | z.core.GlobalMeta): Schema {
  return schema.check(typeof meta === "string" ? z.describe(meta) : z.meta(meta));
}
