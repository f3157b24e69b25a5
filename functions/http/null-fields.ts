import * as z from "zod/mini";
import { isObject } from "../../embedding/is-object";

/**
 * An object without those fields of its schema that are null and may be left out, for some clients send all that they know.
 * What else is null is left to the schema, as where that means something of its own.
 */
export function withoutNulls(schema: z.ZodMiniType, value: unknown): unknown {
  if (!(schema instanceof z.ZodMiniObject) || !isObject(value)) return value;
  const shape: z.core.$ZodShape = schema.shape;
  const isLeftOut = ([name, value]: [string, unknown]) => {
    const field = Object.hasOwn(shape, name) ? (shape[name] as z.ZodMiniType) : undefined;
    return value === null && field?._zod.optin !== undefined && !field.safeParse(null).success;
  };
  return Object.fromEntries(Object.entries(value).filter((entry) => !isLeftOut(entry)));
}
