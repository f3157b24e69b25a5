import type * as z from "zod";
import { bootstrapConfig } from "../bootstrap/config";
import { serviceConfig } from "../service/config";

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

/** A default as `Pulumi.yaml` can declare it: an empty text stands for what is not set, and for an object. */
type DeclaredDefault = string | number | boolean | readonly unknown[];

/** The defaults that `Pulumi.yaml` declares, of all keys of both layers. */
export function declaredDefaults(): Readonly<Record<string, DeclaredDefault>> {
  const layers = [bootstrapConfig, serviceConfig];
  const defaults = Object.assign({}, ...layers.map(configDefaults)) as Record<string, DeclaredDefault | object>;
  const keys = layers.flatMap(({ shape }) => Object.keys(shape));
  return Object.fromEntries(
    keys.map((key) => {
      const value = defaults[key] ?? "";
      return [key, typeof value === "object" && !Array.isArray(value) ? "" : (value as DeclaredDefault)];
    }),
  );
}
