import Ajv2020, { type ValidateFunction } from "ajv/dist/2020";
import addFormats from "ajv-formats";
import * as z from "zod";
import { EmbeddingError } from "../../embedding/errors";
import { statuses, toProblem } from "../../functions/http/error-answer";
import { openapiDocument } from "../../openapi/document";
import { operationsOf } from "../../openapi/operations";
import committed from "../../openapi.json";
import { routes } from "../../service/routes";

type Json = { readonly [key: string]: unknown };

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { in: string; name: string; required?: boolean; schema: Json; example?: unknown }[];
  readonly requestBody?: { readonly content: { readonly "application/json": { schema: Json; example: unknown } } };
  readonly responses: { readonly [status: string]: Json };
}

const document = openapiDocument() as unknown as Json & {
  readonly paths: { readonly [path: string]: { readonly [method: string]: Operation } };
  readonly components: { readonly schemas: { readonly [name: string]: Json }; readonly securitySchemes: Json };
};
const described = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
);
const operations = operationsOf(routes);
/** The operation that a part of the document describes. */
const operationOf = ({ path, method }: { readonly path: string; readonly method: string }) =>
  operations.find(({ routeKey }) => routeKey === `${method.toUpperCase()} ${path}`);
const requests = described.flatMap(({ operationId, path, method, requestBody }) => {
  const { schema, example } = requestBody?.content["application/json"] ?? {};
  const zodSchema = operationOf({ path, method })?.operation.request?.schema;
  return schema ? [{ operationId, schema, example, zodSchema }] : [];
});

/** Every object in the document, with the place where it stands. */
function* objects(value: unknown, place: readonly string[] = []): Generator<{ place: readonly string[]; value: Json }> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield { place, value: value as Json };
  for (const [key, inner] of Object.entries(value)) yield* objects(inner, [...place, key]);
}

/** A response of the document. */
interface Response {
  readonly headers: Json;
  readonly content?: { readonly [type: string]: { readonly schema: Json } };
}

/** The response that is meant, by itself or by a reference. */
function responseOf(response: Json): Response {
  return (response["$ref"] ? resolve(String(response["$ref"])) : response) as unknown as Response;
}

/** The object that a reference such as `#/components/schemas/Problem` leads to. */
function resolve(reference: string): unknown {
  const keys = reference.split("/").slice(1);
  return keys.reduce<unknown>((value, key) => (value as Json | undefined)?.[key], document);
}

// Strict: refuses what is not a keyword of JSON Schema, and what has no effect.
const ajv = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true });
addFormats(ajv);
ajv.addFormat("base64", true);
ajv.addVocabulary(["components"]);

/** Schemas as functions, by their texts: most are the same reference. */
const validators = new Map<string, ValidateFunction>();

/** A schema of the document as a function that tells what is valid. */
function validator(schema: Json): ValidateFunction {
  const text = JSON.stringify(schema);
  const validate = validators.get(text) ?? ajv.compile({ allOf: [schema], components: document.components });
  validators.set(text, validate);
  return validate;
}

test("is what openapi.json holds: else run `npm run openapi`", () => {
  expect(committed).toEqual(document);
});

test("describes every route but those that agents know by a protocol and the console's, and nothing else", () => {
  expect(described.map(({ path, method }) => `${method.toUpperCase()} ${path}`).sort()).toEqual(
    routes
      .flatMap(({ routeKeys, forAgents, publicConsole }) =>
        forAgents || publicConsole ? [] : Object.values(routeKeys),
      )
      .sort(),
  );
});

test("names every operation by its name in the row", () => {
  const camelCase = (name: string) => name.replace(/-./g, (part) => part.slice(1).toUpperCase());
  const ids = described.map(({ operationId }) => operationId);
  // The document has the operations of a path together.
  expect(ids.toSorted()).toEqual(operations.map(({ name }) => camelCase(name)).toSorted());
  expect(ids).toEqual(
    expect.arrayContaining([
      "generate",
      "batch",
      "store",
      "retrieve",
      "delete",
      "list",
      "search",
      "openaiEmbeddings",
      "health",
      "openapi",
      "docs",
    ]),
  );
});

test("says what authorizes a request, and which operations are open to everyone", () => {
  expect(document).toMatchObject({ security: [{ sigv4: [] }, { jwt: [] }, { key: [] }] });
  expect(Object.keys(document.components.securitySchemes)).toEqual(["sigv4", "jwt", "key"]);
  const open = described.filter((operation) => "security" in operation);
  expect(open.map(({ operationId }) => operationId)).toEqual(["health", "healthHead", "openapi", "docs"]);
  expect(open.map(({ path }) => path)).toEqual(
    operations.filter(({ route }) => route.isPublic).map(({ path }) => path),
  );
  for (const { security } of open as { security?: unknown }[]) expect(security).toEqual([]);
});

test("refers to nothing that it does not hold", () => {
  const references = [...objects(document)].flatMap(({ value: { $ref } }) => (typeof $ref === "string" ? [$ref] : []));
  expect(references.length).toBeGreaterThan(50);
  expect(references.filter((reference) => typeof resolve(reference) !== "object")).toEqual([]);
});

test("holds no component that nothing refers to", () => {
  const text = JSON.stringify(document);
  // Security schemes are referred to by their names alone.
  const { securitySchemes: _, ...kinds } = document.components;
  const names = Object.entries(kinds).flatMap(([kind, components]) =>
    Object.keys(components).map((name) => `#/components/${kind}/${name}`),
  );
  expect(names.filter((name) => !text.includes(`"${name}"`))).toEqual([]);
});

test("declares the parameters of each path", () => {
  for (const { path, parameters = [] } of described) {
    const declared = parameters.filter((parameter) => parameter.in === "path");
    expect(declared.map(({ name, required }) => [name, required])).toEqual(
      [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => [name, true]),
    );
  }
});

test("holds valid JSON schemas only", () => {
  const schemas = [...objects(document)].filter(
    ({ place }) => place.at(-1) === "schema" || (place.length === 3 && place[1] === "schemas"),
  );
  expect(schemas.length).toBeGreaterThan(50);
  for (const { place, value } of schemas) {
    try {
      validator(value);
    } catch (error) {
      throw new Error(`${place.join(" > ")}: ${(error as Error).message}`);
    }
  }
});

test("gives every answer of a function a request id, and a 503 the time to wait", () => {
  for (const { operationId, responses } of described) {
    for (const [status, response] of Object.entries(responses)) {
      const { headers, content } = responseOf(response);
      if (content?.["application/json"]?.schema["$ref"] === "#/components/schemas/GatewayError") continue;
      expect([operationId, status, Object.keys(headers)]).toEqual([
        operationId,
        status,
        expect.arrayContaining(["x-request-id", ...(status === "503" ? ["retry-after"] : [])]),
      ]);
    }
  }
});

describe("what API Gateway answers by itself", () => {
  const statuses = ["401", "403", "404", "413", "429", "500", "502"];
  const schemaOf = ({ responses }: Operation, status: string, type = "application/json") =>
    responseOf(responses[status] ?? {}).content?.[type]?.schema;
  const isDescribed = (operation: Operation, status: string) =>
    JSON.stringify(schemaOf(operation, status) ?? {}).includes("schemas/GatewayError");

  test.each(described)("is described for $method $path", (operation) => {
    const { isPublic, needsIndex, publicDocs } = operationOf(operation)?.route ?? {};
    expect(statuses.filter((status) => isDescribed(operation, status))).toEqual([
      ...(isPublic ? [] : ["401", "403"]),
      // Not every deployment has these.
      ...(needsIndex || publicDocs ? ["404"] : []),
      ...(operation.requestBody ? ["413"] : []),
      ...["429", "500", "502"],
    ]);
  });

  test.each(statuses)("has API Gateway's form with %s", (status) => {
    const operations = described.filter((operation) => isDescribed(operation, status));
    expect(operations.length).toBeGreaterThan(0);
    for (const operation of operations) {
      const validate = validator(schemaOf(operation, status) ?? {});
      const bodies = [{ message: "In words" }, { message: "In words", code: "other" }, {}];
      expect(bodies.map((body) => validate(body))).toEqual([true, false, false]);
    }
  });

  test("leaves the function's own error with the same status its form", () => {
    const list = document.paths["/embeddings"]?.["get"] as Operation;
    const validate = validator(schemaOf(list, "500", "application/problem+json") ?? {});
    const error = toProblem(new EmbeddingError("internal_error", "What is wrong."), "request-1");
    const bodies = [error, { ...error, status: 503 }, { ...error, code: "not_started" }];
    expect(bodies.map((body) => validate(body))).toEqual([true, false, false]);
  });
});

test("gives examples of answers that are valid", () => {
  const examples = [...objects(document)].filter(
    ({ place, value }) => place.includes("responses") && "example" in value,
  );
  expect(examples.length).toBeGreaterThan(10);
  for (const { place, value } of examples) {
    const validate = validator(value["schema"] as Json);
    validate(value["example"]);
    expect([place, validate.errors]).toEqual([place, null]);
  }
});

test("has an example for every answer that is JSON, but this document", () => {
  const answers = Object.values(document.paths).flatMap((methods) =>
    Object.values(methods as Record<string, { operationId: string; responses: Record<string, Json> }>).flatMap(
      ({ operationId, responses }) =>
        Object.entries(responses).map(([status, { content }]) => ({
          name: `${operationId} ${status}`,
          json: (content as Json | undefined)?.["application/json"] as Json | undefined,
        })),
    ),
  );
  const without = answers.filter(({ json }) => json && json["example"] === undefined);
  expect(without.map(({ name }) => name)).toEqual(["openapi 200"]);
});

describe.each(requests)("the example of $operationId", ({ operationId, schema, example, zodSchema }) => {
  test("is valid by the document and by the function", () => {
    const validate = validator(schema);
    validate(example);
    expect(validate.errors).toBeNull();
    expect(zodSchema && z.safeParse(zodSchema, example)).toEqual({ success: true, data: expect.anything() });
  });

  const isLenient = operationId === "openaiEmbeddings";
  test(`is ${isLenient ? "still" : "no longer"} valid with a field that does not exist`, () => {
    expect(validator(schema)({ ...(example as Json), extra: 1 })).toBe(isLenient);
  });
});

test("has an example for every request body", () => {
  expect(requests.map(({ operationId }) => operationId)).toEqual(
    expect.arrayContaining(["generate", "batch", "store", "search", "openaiEmbeddings"]),
  );
  expect(requests.filter(({ example }) => example === undefined)).toEqual([]);
});

test("describes OpenAI's input as a text, tokens, or up to 2,048 of either", () => {
  const validate = validator({ $ref: "#/components/schemas/OpenAIEmbeddingsRequest" });
  const takes = (input: unknown) => validate({ model: "text-embedding-3-small", input });
  const taken = ["text", ["text"], Array(2048).fill("text"), [1, 2], [[1], [2, 3]], new Array(8_000).fill(1), " "];
  expect(taken.filter((input) => !takes(input))).toEqual([]);
  const refused = ["", [], [""], [[]], [1.5], [-1], [100_277], ["a", 1], [[1], "a"], 1, null, {}];
  expect([...refused, Array(2049).fill("text"), Array(2049).fill([1])].filter(takes)).toEqual([]);
});

// openapi-typescript requires a field beside whose type a default stands, but not one that refers to a type with a default.
test("has the defaults of a body's fields in components of their own", () => {
  const fields = [...objects(document.components.schemas)].filter(({ place }) => place.at(-2) === "properties");
  expect(fields.filter(({ value }) => "default" in value).map(({ place }) => place.join("."))).toEqual([]);
  const withDefault = Object.keys(document.components.schemas).filter(
    (name) => "default" in (document.components.schemas[name] ?? {}),
  );
  expect(withDefault).toEqual(
    expect.arrayContaining([
      "DryRun",
      "EncodingFormat",
      "IfChanged",
      "Include",
      "InputType",
      "Normalize",
      "ReturnEmbedding",
      "ReturnSentEmbedding",
      "StoreInS3",
      "TopK",
      "Truncate",
    ]),
  );
});

test("describes the limit of a list as a number", () => {
  const limit = document.paths["/embeddings"]?.["get"]?.parameters?.find(({ name }) => name === "limit");
  expect(limit?.schema).toEqual({
    description: "The most to list in one answer",
    type: "integer",
    minimum: 1,
    maximum: 1000,
    default: 100,
  });
});

test("names every code that the API answers, each in the operations that answer it", () => {
  const codes = Object.keys(statuses);
  expect(document.components.schemas["Problem"]?.["properties"]).toMatchObject({ code: { enum: codes } });
  const answered = new Set(operations.flatMap(({ operation }) => operation.errors));
  // Those that only an item of a batch is answered with, and every operation that is not public.
  expect([...new Set([...answered, "not_started", "key_expired"])].sort()).toEqual(codes.sort());
});

test("says of every operation that is not public that its key may have expired, in the form of its errors", () => {
  const refusals = described.map((operation): [boolean, boolean] => {
    const { $ref = "#/none" } = (operation.responses["403"] ?? {}) as { readonly $ref?: string };
    return [!("security" in operation), JSON.stringify(resolve($ref) ?? {}).includes("key_expired")];
  });
  expect(refusals.filter(([isProtected]) => isProtected).length).toBeGreaterThan(7);
  for (const [isProtected, mayExpire] of refusals) expect(mayExpire).toBe(isProtected);
});
