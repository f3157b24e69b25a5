import * as z from "zod/mini";
import { isObject } from "../../embedding/is-object";

/**
 * An object without those fields of its schema that are null and may be left out, for some clients send all that they know.
 * What else is null is left to the schema.
 */
export function withoutNulls(schema: z.ZodMiniType, value: unknown): unknown {
  if (!(schema instanceof z.ZodMiniObject) || !isObject(value)) return value;
  const shape: z.core.$ZodShape = schema.shape;
  const isLeftOut = ([name, field]: [string, unknown]) =>
    field === null && Object.hasOwn(shape, name) && shape[name]?._zod.optin !== undefined;
  return Object.fromEntries(Object.entries(value).filter((entry) => !isLeftOut(entry)));
}
