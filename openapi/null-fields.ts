import type { createDocument } from "zod-openapi";

/** What is read of a schema as JSON. */
interface Schema {
  readonly $ref?: string;
  type?: string | readonly string[];
  enum?: readonly unknown[];
  properties?: Record<string, Schema>;
  readonly required?: readonly string[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly description?: string;
  anyOf?: readonly Schema[];
}

/**
 * Adds to a document that bodies, and the objects in their lists, may have null for a field that may be left out: functions
 * take it as that, see functions/http/null-fields.ts.
 */
export function addNullFields(document: ReturnType<typeof createDocument>): void {
  const { schemas = {} } = document.components ?? {};
  const seen = new Set<Schema>();
  const resolve = (schema: Schema): Schema => {
    const name = schema.$ref?.split("/").at(-1);
    return name ? (schemas[name] as Schema) : schema;
  };
  const visit = (schema: Schema): void => {
    const object = resolve(schema);
    if (seen.has(object)) return;
    seen.add(object);
    const { properties = {}, required = [], oneOf = [] } = object;
    for (const [name, field] of Object.entries(properties)) {
      if (field.items) visit(field.items);
      if (!required.includes(name)) properties[name] = nullable(field);
    }
    for (const form of oneOf) visit(form);
  };
  const operations = Object.values(document.paths ?? {}).flatMap(({ post, patch }) => [post, patch]);
  for (const operation of operations) {
    const { content = {} } = (operation?.requestBody ?? {}) as {
      readonly content?: Record<string, { schema?: Schema }>;
    };
    const { schema } = content["application/json"] ?? {};
    if (schema) visit(schema);
  }
}

function nullable(schema: Schema): Schema {
  const { $ref, type, enum: values, ...rest } = schema;
  if (type === "null" || schema.anyOf?.some((form) => form.type === "null")) return schema;
  if (schema.anyOf) return { ...schema, anyOf: [...schema.anyOf, { type: "null" }] };
  if ($ref) return { ...rest, anyOf: [{ $ref }, { type: "null" }] };
  return {
    ...schema,
    ...(type ? { type: [...new Set([type, "null"].flat())] } : {}),
    ...(values ? { enum: [...new Set([...values, null])] } : {}),
  };
}
