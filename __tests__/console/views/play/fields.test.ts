import { operationsIn } from "../../../../console/views/play/description";
import { bodyFields, parameterField } from "../../../../console/views/play/fields";
import document from "../../../../openapi.json";
import { routes } from "../../../../service/routes";

type Description = Parameters<typeof operationsIn>[0];

const description = document as unknown as Description;
const routeKeys = routes.flatMap((route) => Object.values(route.routeKeys));
const operations = operationsIn(description, routeKeys);
const { schemas } = description.components;

/** The fields of an operation's body by their names. */
function fieldsOf(id: string) {
  const body = operations.find((operation) => operation.id === id)?.body;
  const fields = body ? bodyFields(body.schema, schemas) : [];
  return Object.fromEntries(fields.map(({ name, ...field }) => [name, field]));
}

test("finds each operation that is described, and of a deployment those that it has", () => {
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(operations.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(described.sort());
  expect(operationsIn(description, ["GET /health"]).map(({ id }) => id)).toEqual(["health"]);
});

test("asks for what a value is", () => {
  const { text, store_in_s3, embedding_id, dimensions, metadata } = fieldsOf("generate");
  expect(text).toMatchObject({ kind: { type: "text", isLong: true }, isRequired: true });
  expect(store_in_s3).toMatchObject({
    kind: { type: "choice", values: [true, false] },
    isRequired: false,
    default: false,
  });
  expect(embedding_id).toMatchObject({ kind: { type: "text", isLong: false }, isRequired: false });
  expect(embedding_id?.description).toContain("with store_in_s3");
  expect(dimensions?.kind).toMatchObject({ type: "choice", values: expect.arrayContaining([256, 1024]) });
  expect(metadata?.kind).toEqual({ type: "json", takesText: false });
});

test("asks for all that any form of a body has, and requires what each does", () => {
  const fields = fieldsOf("search");
  expect(Object.keys(fields)).toEqual(
    expect.arrayContaining(["text", "embedding", "embedding_id", "top_k", "include"]),
  );
  expect(Object.entries(fields).filter(([, { isRequired }]) => isRequired)).toEqual([]);
  expect(fields["include"]?.kind).toEqual({ type: "choices", values: ["text", "metadata", "expires_at", "embedding"] });
  expect(fields["min_score"]?.kind).toEqual({ type: "number" });
  expect(fieldsOf("openaiEmbeddings")["input"]).toMatchObject({
    kind: { type: "json", takesText: true },
    isRequired: true,
  });
});

test("knows every field of every body", () => {
  for (const { id, body } of operations) {
    if (!body) continue;
    expect(Object.keys(fieldsOf(id))).toEqual(expect.arrayContaining(Object.keys(body.example as object)));
    expect(
      Object.values(fieldsOf(id)).filter(({ kind }) => kind.type === "choice" && kind.values.includes(null)),
    ).toEqual([]);
  }
});

test("asks for parameters in one line", () => {
  const list = operations.find(({ id }) => id === "list");
  const fields = list?.parameters.map((parameter) => parameterField(parameter, schemas)) ?? [];
  expect(fields.map(({ name, kind }) => [name, kind.type])).toEqual([
    ["limit", "number"],
    ["cursor", "text"],
    ["prefix", "text"],
    ["include", "choices"],
    ["encoding", "choice"],
    ["filter", "text"],
  ]);
  expect(fields.filter(({ kind }) => kind.type === "text" && kind.isLong)).toEqual([]);
});
