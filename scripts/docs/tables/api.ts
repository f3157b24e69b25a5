import { exampleRequest } from "../../../openapi/example-request";
import { operationsOf } from "../../../openapi/operations";
import openapi from "../../../openapi.json";
import { routes } from "../../../service/routes";
import { anchor, code, markdownTable } from "../markdown";

/** What the tables read of a schema of the OpenAPI document. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly description?: string;
  readonly required?: boolean;
  readonly schema: Schema;
}

type Content = Readonly<Record<string, { readonly schema: Schema }>>;

interface Operation {
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}

/** An operation with the method and path that it is of. */
interface RouteOperation extends Operation {
  readonly route: string;
}

const schemas = openapi.components.schemas as unknown as Readonly<Record<string, Schema>>;
const operations: readonly RouteOperation[] = Object.entries(
  openapi.paths as unknown as Readonly<Record<string, Readonly<Record<string, Operation>>>>,
).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ route: `${method.toUpperCase()} ${path}`, ...operation })),
);

/** A schema with what it refers to; its own description wins. */
function resolved(schema: Schema): Schema {
  const { $ref, ...own } = schema;
  if (!$ref) return schema;
  const name = $ref.split("/").at(-1) ?? "";
  const component = schemas[name];
  if (!component) throw new Error(`openapi.json refers to ${$ref}, which it does not have: run npm run openapi`);
  return { ...resolved(component), ...own };
}

/** What a field that may be left out is, beside null, which is the same. */
function withoutNull({ anyOf = [], ...own }: Schema): Schema {
  const others = anyOf.filter(({ type }) => type !== "null");
  const [only, ...more] = others;
  const schema = resolved(
    only && more.length === 0 && anyOf.length > 1
      ? { ...only, ...own }
      : { ...own, ...(only ? { anyOf: others } : {}) },
  );
  const { type, enum: values } = schema;
  return {
    ...schema,
    ...(typeof type === "object" ? { type: type.filter((one) => one !== "null") } : {}),
    ...(values ? { enum: values.filter((value) => value !== null) } : {}),
  };
}

/** A field of a request, of what it sends beside a body, or of an answer. */
interface Field {
  readonly name: string;
  /**
   * Where it is, if not among the others.
   * @default the body, the path or the query
   */
  readonly place?: "header";
  readonly schema: Schema;
  readonly isRequired: boolean;
}

/** The fields of an object, of a request without null for those that may be left out; of several forms each once, required where all of them have it. */
function fieldsOf(schema: Schema, ofRequest = false): Field[] {
  const { oneOf: forms, properties = {}, required = [] } = resolved(schema);
  if (!forms) {
    return Object.entries(properties)
      .filter(([, { type }]) => type !== "null")
      .map(([name, field]) => {
        const isRequired = required.includes(name);
        return { name, schema: ofRequest && !isRequired ? withoutNull(field) : resolved(field), isRequired };
      });
  }
  const fields = new Map<string, Field>();
  for (const field of forms.flatMap((form) => fieldsOf(form, ofRequest))) {
    const isRequired = forms.every((form) => resolved(form).required?.includes(field.name));
    fields.set(field.name, { ...field, schema: either(fields.get(field.name)?.schema, field.schema), isRequired });
  }
  return [...fields.values()];
}

/** What a field is in one form, and where it differs, also what it is in another; of listed values all, with the first's default. */
function either(one: Schema | undefined, other: Schema): Schema {
  if (!one) return other;
  if (valuesOf(one) === valuesOf(other) || covers(one, other)) return one;
  if (one.enum && other.enum) return { ...one, enum: [...new Set([...one.enum, ...other.enum])] };
  const { description = other.description } = one;
  return { anyOf: [one, other], ...(description ? { description } : {}) };
}

/** Whether what a field takes in one form has all that it takes in another. */
function covers({ anyOf = [] }: Schema, other: Schema): boolean {
  return anyOf.some((one) => valuesOf(resolved(one)) === valuesOf(other));
}

function bodyOf(content: Content | undefined): Schema | undefined {
  return content?.["application/json"]?.schema;
}

function requestFields({ parameters = [], requestBody }: RouteOperation): Field[] {
  const body = bodyOf(requestBody?.content);
  return [
    ...parameters.map(({ name, in: place, description, required = false, schema }) => ({
      name,
      ...(place === "header" ? { place } : {}),
      schema: { ...resolved(schema), ...(description ? { description } : {}) },
      isRequired: required,
    })),
    ...(body ? fieldsOf(body, true) : []),
  ];
}

/** What values a field takes, in words. */
function valuesOf(schema: Schema): string {
  const { type, enum: values, const: only, items, minimum, maximum, minLength, maxLength, minItems, maxItems } = schema;
  const { anyOf } = schema;
  if (values) return values.map((value) => code(String(value))).join(", ");
  if (only !== undefined) return code(JSON.stringify(only));
  if (anyOf) return [...new Set(anyOf.map((one) => valuesOf(resolved(one))))].join(" or ");
  const types = (typeof type === "string" ? [type] : (type ?? ["object"])).map((one) =>
    one === "array" ? arrayOf(items) : one,
  );
  const range = (min: number | undefined, max: number | undefined, unit: string) =>
    max === undefined ? [] : [`${(min ?? 0).toLocaleString("en-US")} to ${max.toLocaleString("en-US")}${unit}`];
  return [
    types.join(" or "),
    ...range(minimum, maximum, ""),
    ...range(minLength, maxLength, " characters"),
    ...range(minItems, maxItems, " items"),
  ].join(", ");
}

function arrayOf(items: Schema | undefined): string {
  const { type, enum: values } = items ? resolved(items) : {};
  if (values) return `array of ${values.map((value) => code(String(value))).join(", ")}`;
  return `array of ${typeof type === "string" ? type : "object"}s`;
}

/** The fields of an object, with those of the objects in its arrays as `items[].text`. */
function rowsOf(fields: readonly Field[], ofRequest = false): string[][] {
  return fields.flatMap(({ name, place, schema, isRequired }) => {
    const inArray = schema.items ? resolved(schema.items) : {};
    const nested = inArray.properties || inArray.anyOf ? nestedFields(inArray, ofRequest) : [];
    return [
      [
        place ? `${code(name)} (${place})` : code(name),
        valuesOf(schema),
        isRequired ? "*required*" : schema.default === undefined ? "" : code(JSON.stringify(schema.default)),
        schema.description ?? "",
      ],
      ...rowsOf(
        nested.map((field) => ({ ...field, name: `${name}[].${field.name}` })),
        ofRequest,
      ),
    ];
  });
}

/** The fields of the objects in an array, which may be of several forms: each once, required where all of them have it. */
function nestedFields({ anyOf: forms, ...schema }: Schema, ofRequest: boolean): Field[] {
  return fieldsOf(forms ? { oneOf: forms } : schema, ofRequest);
}

/** The codes of the errors that a function answers, as the document lists them by status. */
function errorCodes(responses: Operation["responses"]): string[] {
  const codes = new Set<string>();
  const collect = (value: unknown, key = ""): void => {
    if (typeof value !== "object" || value === null) return;
    const { enum: values, $ref } = value as Schema;
    if (key === "code" && values) for (const one of values) codes.add(String(one));
    else if ($ref?.startsWith("#/components/responses/")) {
      collect((openapi.components.responses as Record<string, unknown>)[$ref.split("/").at(-1) ?? ""]);
    } else for (const [inner, field] of Object.entries(value)) collect(field, inner);
  };
  for (const [status, response] of Object.entries(responses)) if (Number(status) >= 400) collect(response);
  return [...codes];
}

/** The most characters of an example: a vector would fill the page. */
const maxExampleCharacters = 500;

/** The requests of the routes' examples by their keys, as commands. */
const examples = new Map(
  operationsOf(routes).map((operation) => {
    const { method, path, body } = exampleRequest(operation);
    // By -X alone curl would wait for the body of a HEAD.
    const flag = { GET: "", HEAD: "--head " }[method] ?? `-X ${method} `;
    const data = body && ` -H 'Content-Type: application/json' \\\n  -d '${body.replaceAll("'", "'\\''")}'`;
    return [operation.routeKey as string, `curl ${flag}localhost:3000${path}${data ?? ""}`] as const;
  }),
);

function exampleOf(route: string): string[] {
  const example = examples.get(route) ?? "";
  return example.length > maxExampleCharacters ? [] : [`\`\`\`sh\n${example}\n\`\`\``];
}

/** A route as a section: what it does, takes, answers, and which errors. */
function reference(operation: RouteOperation): string {
  const { route, summary, description, responses } = operation;
  const request = requestFields(operation);
  const answer = bodyOf(responses["200"]?.content);
  const codes = errorCodes(responses);
  return [
    `### ${route}`,
    `${summary}.${description ? ` ${description}` : ""}`,
    ...exampleOf(route),
    ...(request.length > 0
      ? [markdownTable(["request", "values", "default", "what it is"], rowsOf(request, true))]
      : []),
    ...(answer
      ? [
          markdownTable(
            ["answer", "values", "what it is"],
            rowsOf(fieldsOf(answer)).map(([name = "", values = "", , text = ""]) => [name, values, text]),
          ),
        ]
      : []),
    ...(codes.length > 0 ? [`Errors: ${codes.map(code).join(", ")}.`] : []),
  ].join("\n\n");
}

/** Every route in a table, and each with its fields and errors. */
export const apiTables = {
  routes: () =>
    markdownTable(
      ["route", "what it does"],
      operations.map(({ route, summary }) => [`[${code(route)}](#${anchor(route)})`, summary]),
    ),
  "route-reference": () => operations.map(reference).join("\n\n"),
};
