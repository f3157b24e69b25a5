import type { PlayOperation } from "../../../../console/views/play/description";
import { exampleValues, parseValues, playHref, requestOfValues } from "../../../../console/views/play/play-values";

const operation: PlayOperation = {
  id: "replace",
  method: "POST",
  path: "/embeddings/{embedding_id}/text",
  tag: "Embeddings",
  summary: "Replace a text",
  description: "",
  parameters: [
    { name: "embedding_id", in: "path", required: true, schema: { type: "string" }, example: "doc1" },
    { name: "limit", in: "query", schema: { type: "integer" } },
    { name: "If-None-Match", in: "header", schema: { type: "string" } },
  ],
  body: { schema: {}, example: { text: "Hello" } },
  answer: undefined,
};
const withoutBody: PlayOperation = { ...operation, method: "GET", body: undefined };
const addressOf = (href: string) => new URLSearchParams(href.split("?")[1]);

test("begins with the examples", () => {
  const values = exampleValues(operation);
  expect(values).toEqual({ parameters: { "path.embedding_id": "doc1" }, body: { text: "Hello" } });
  expect(parseValues(operation, addressOf(playHref(operation)))).toEqual(values);
  expect(requestOfValues(operation, values)).toEqual({
    method: "POST",
    path: "/embeddings/doc1/text",
    body: { text: "Hello" },
  });
});

test("keeps all that is filled in in the address", () => {
  const values = {
    parameters: { "path.embedding_id": "a/b é", "query.limit": "3", "header.If-None-Match": "*" },
    body: { text: "1 & 2", list: [1, null] },
  };
  const href = playHref(operation, values);
  expect(href).toMatch(/^#\/play\?op=replace&/);
  expect(parseValues(operation, addressOf(href))).toEqual(values);
});

test("makes the request, without what is empty", () => {
  const parameters = { "path.embedding_id": "a/b é", "query.limit": "3", "header.If-None-Match": "*" };
  expect(requestOfValues(withoutBody, { parameters, body: undefined })).toEqual({
    method: "GET",
    path: "/embeddings/a%2Fb%20%C3%A9/text?limit=3",
    headers: { "If-None-Match": "*" },
  });
  expect(
    requestOfValues(withoutBody, { parameters: { "path.embedding_id": "a", "query.limit": "" }, body: undefined }),
  ).toEqual({
    method: "GET",
    path: "/embeddings/a/text",
  });
});

test.each(["{", "", "undefined"])("takes the example where the address has no JSON but %j", (body) => {
  expect(parseValues(operation, new URLSearchParams({ body })).body).toEqual({ text: "Hello" });
  expect(parseValues(withoutBody, new URLSearchParams({ body: "1" })).body).toBeUndefined();
});
