import * as z from "zod/mini";
import { exampleRequest } from "../../openapi/example-request";
import { operationsOf, type RouteOperation } from "../../openapi/operations";
import { routes } from "../../service/routes";

const operation = (name: string) => operationsOf(routes).find((one) => one.name === name) as RouteOperation;

test("has the example of the body as JSON", () => {
  expect(exampleRequest(operation("generate"))).toEqual({
    method: "POST",
    path: "/embeddings/generate",
    pathParameters: {},
    headers: { "content-type": "application/json" },
    body: '{"text":"Hello world","store_in_s3":true,"embedding_id":"doc1"}',
  });
});

test("has the example of each parameter in the path", () => {
  expect(exampleRequest(operation("delete"))).toEqual({
    method: "DELETE",
    path: "/embeddings/doc1",
    pathParameters: { embedding_id: "doc1" },
    headers: {},
  });
});

test("refuses a parameter of the path without an example", () => {
  const { operation: described, ...others } = operation("retrieve");
  const parameters = { path: z.object({ embedding_id: z.string() }) };
  expect(() => exampleRequest({ ...others, operation: { ...described, parameters } })).toThrow(
    "embedding_id of GET /embeddings/{embedding_id} has no example: add one to its schema",
  );
});
