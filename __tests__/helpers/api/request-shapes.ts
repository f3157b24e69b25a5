import fc from "fast-check";
import { operationsOf, type RouteOperation } from "../../../openapi/operations";
import { routes } from "../../../service/routes";
import { DocumentSchema, type Json } from "./document-schema";
import { type Field, json, knownFields, refused } from "./known-fields";

/** An object in the body that an operation takes. */
export interface RequestShape {
  readonly operation: RouteOperation;
  readonly path: string;
  readonly fields: Readonly<Record<string, Field & { readonly required: boolean }>>;
  /** The body with the object's JSON in it. */
  readonly body: (object: string) => string;
}

/** The fields of an object with valid JSON. */
export const validOf = (fields: Readonly<Record<string, Field>>): [string, string][] =>
  Object.entries(fields).map(([name, { valid }]) => [name, valid]);
/** The JSON of an object by that of its fields. */
export const objectOf = (fields: readonly (readonly [string, string])[]) =>
  `{${fields.map(([name, value]) => `${json(name)}:${value}`)}}`;

/** A field by the document, where that has a value for it and refuses another. */
function describedField(schema: DocumentSchema, value: unknown = schema.some): Field | undefined {
  const invalid = refused(fc.jsonValue(), (other) => schema.takes(other));
  return value === undefined ? undefined : invalid && { valid: json(value), invalid: invalid.map(json) };
}

/** The objects in the bodies that an operation takes: the body, and what is in its lists. */
function shapesOf(operation: RouteOperation): RequestShape[] {
  const { path, method } = operation;
  const { example } = operation.operation.request ?? {};
  if (!example) return [];
  const place = ["paths", path, method.toLowerCase(), "requestBody", "content", "application/json", "schema"];
  const schema = new DocumentSchema(place);
  return shapesIn(operation, { schema, example: example as Json, body: (object) => object, whole: schema });
}

/** An object in a body, and the body around it. */
interface Place {
  readonly schema: DocumentSchema;
  readonly example: Json;
  readonly body: (object: string) => string;
  readonly whole: DocumentSchema;
}

function shapesIn(operation: RouteOperation, { schema, example, body, whole }: Place): RequestShape[] {
  const takes = (names: Iterable<readonly [string, Field]>) =>
    whole.takes(JSON.parse(body(objectOf(validOf(Object.fromEntries(names))))));
  const all = Object.entries(schema.fields).flatMap(([name, described]): [string, Field][] => {
    const field = knownFields[name] ?? describedField(described, example[name]);
    return field ? [[name, field]] : [];
  });
  const fields = new Map(all.filter(([name]) => name in example));
  if (!takes(fields)) throw new Error(`${operation.routeKey} does not take these fields: ${[...fields.keys()]}`);
  // All that it takes beside: there may be some of which a body has one.
  for (const [name, field] of all) if (takes([...fields, [name, field]])) fields.set(name, field);
  const isRequired = (name: string) => !takes([...fields].filter(([other]) => other !== name));
  const lists = Object.entries(schema.fields).flatMap(([name, { listed }]) => {
    const list = example[name];
    const [first] = Array.isArray(list) ? list : [];
    const around = (object: string) => body(json({ ...example, [name]: ["@"] }).replace('"@"', () => object));
    return listed && first ? shapesIn(operation, { schema: listed, example: first, body: around, whole }) : [];
  });
  const described = [...fields].map(([name, field]) => [name, { ...field, required: isRequired(name) }] as const);
  return [{ operation, path: operation.path, fields: Object.fromEntries(described), body }, ...lists];
}

/** What the operations take, with every field that there is. */
export const requestShapes: readonly RequestShape[] = operationsOf(routes).flatMap(shapesOf);
