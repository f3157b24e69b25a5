import type * as z from "zod";

/** The values that the keys of a layer's configuration have where a stack sets nothing, but for those that stay undefined. */
export function configDefaults(schema: z.ZodObject): Record<string, unknown> {
  // That of project is what the project is named.
  const { project, ...keys } = schema.shape as Record<string, z.ZodType>;
  return Object.fromEntries(
    Object.entries(keys).flatMap(([key, value]) => {
      const { data } = value.safeParse(undefined);
      return data === undefined ? [] : [[key, data]];
    }),
  );
}
