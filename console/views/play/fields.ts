import type { Description, Parameter, Schema } from "./description";

/** How a value is asked for. */
export type FieldKind =
  | { readonly type: "text"; readonly isLong: boolean }
  | { readonly type: "number" }
  | { readonly type: "choice"; readonly values: readonly unknown[] }
  /** Any number of the values. */
  | { readonly type: "choices"; readonly values: readonly unknown[] }
  /** JSON; where a text is taken too, what is no JSON is one. */
  | { readonly type: "json"; readonly takesText: boolean };

/** A value of a request. */
export interface Field {
  readonly name: string;
  readonly kind: FieldKind;
  readonly description: string;
  readonly isRequired: boolean;
  /** What stands for nothing. */
  readonly default: unknown;
}

type Schemas = Description["components"]["schemas"];

/** Where a text may have so many characters, it has more than a line. */
const longText = 1_000;

/** The fields of a body that is an object; of several forms all, required where each has it. */
export function bodyFields(schema: Schema, schemas: Schemas): Field[] {
  const { properties = {}, required = [], oneOf, anyOf } = resolved(schema, schemas);
  const forms = oneOf ?? anyOf;
  if (!forms) {
    return Object.entries(properties)
      .filter(([, { type }]) => type !== "null")
      .map(([name, field]) => fieldOf(name, field, required.includes(name), schemas));
  }
  const all = forms.map((form) => bodyFields(form, schemas));
  const names = [...new Set(all.flat().map(({ name }) => name))];
  return names.map((name) => {
    const of = all.flatMap((fields) => fields.filter((field) => field.name === name));
    return { ...(of[0] as Field), isRequired: of.length === all.length && of.every(({ isRequired }) => isRequired) };
  });
}

/** The field of a parameter. */
export function parameterField(parameter: Parameter, schemas: Schemas): Field {
  const { name, schema, description, required = false } = parameter;
  const { kind, ...field } = fieldOf(name, schema, required, schemas);
  // An address has one line.
  const inAddress = kind.type === "text" ? { ...kind, isLong: false } : kind;
  return { ...field, kind: inAddress, description: description ?? field.description };
}

function fieldOf(name: string, schema: Schema, isRequired: boolean, schemas: Schemas): Field {
  const found = withoutNull(schema, schemas);
  return {
    name,
    kind: kindOf(found, schemas),
    description: found.description ?? "",
    isRequired,
    default: found.default,
  };
}

function kindOf(schema: Schema, schemas: Schemas): FieldKind {
  const { enum: values, const: only, type, items, anyOf, maxLength = 0 } = schema;
  if (values) return { type: "choice", values };
  if (only !== undefined) return { type: "choice", values: [only] };
  switch (type) {
    case "boolean":
      return { type: "choice", values: [true, false] };
    case "integer":
    case "number":
      return { type: "number" };
    case "string":
      return { type: "text", isLong: maxLength >= longText };
    case "array": {
      const { enum: each } = items ? resolved(items, schemas) : {};
      return each ? { type: "choices", values: each } : { type: "json", takesText: false };
    }
    default:
      return { type: "json", takesText: (anyOf ?? []).some((one) => resolved(one, schemas).type === "string") };
  }
}

/** What a value that may be null is otherwise, which is the same as to leave it out. */
function withoutNull(schema: Schema, schemas: Schemas): Schema {
  const { anyOf = [], ...own } = schema;
  const others = anyOf.filter(({ type }) => type !== "null");
  const [only] = others;
  const found = resolved(others.length === 1 && only ? { ...only, ...own } : { ...own, anyOf: others }, schemas);
  const { type, enum: values } = found;
  const types = typeof type === "object" ? type.filter((one) => one !== "null") : undefined;
  const [single] = types ?? [];
  return {
    ...found,
    ...(types && single !== undefined && types.length === 1 ? { type: single } : {}),
    ...(values ? { enum: values.filter((value) => value !== null) } : {}),
  };
}

/** A schema with what it refers to; what it says itself counts. */
function resolved(schema: Schema, schemas: Schemas): Schema {
  const { $ref, ...own } = schema;
  const component = $ref === undefined ? undefined : schemas[$ref.split("/").at(-1) ?? ""];
  return component ? { ...resolved(component, schemas), ...own } : own;
}
