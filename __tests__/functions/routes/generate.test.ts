import { vector } from "../../helpers/handler/aws-answers";
import { call, handlerOf, post, useUpstreams } from "../../helpers/handler/handler";

const upstreams = useUpstreams();
const handler = handlerOf("generate");

beforeEach(() => {
  upstreams.s3.answer = () => ({ status: 200, headers: { etag: '"e"' } });
});

test("answers the embedding with 1,024 dimensions, normalized, and stores nothing by default", async () => {
  const { status, headers, body } = await post(handler, { text: "Hello wörld 🌍" });
  expect(status).toBe(200);
  expect(headers).toEqual({ "content-type": "application/json", "x-request-id": "request-1" });
  expect(body).toEqual({
    embedding: vector(1024),
    dimension: 1024,
    model: "amazon.titan-embed-text-v2:0",
    text_length: 13,
    input_type: "document",
    truncated: false,
    input_token_count: 3,
    processing_time_ms: expect.any(Number),
    stored_in_s3: false,
    s3_key: null,
    indexed: false,
    unchanged: false,
  });
  expect(upstreams.bedrock.requests).toHaveLength(1);
  expect(upstreams.bedrock.requests[0]?.path).toBe("/model/amazon.titan-embed-text-v2%3A0/invoke");
  expect(JSON.parse(upstreams.bedrock.requests[0]?.body ?? "")).toEqual({
    inputText: "Hello wörld 🌍",
    dimensions: 1024,
    normalize: true,
  });
  expect(upstreams.s3.requests).toEqual([]);
});

test("stores the document that it answers, under its id", async () => {
  const request = { text: "Hello", store_in_s3: true, embedding_id: "team:a@1+b=c" };
  const { headers, body } = await post(handler, request);
  expect(headers["etag"]).toBe('"e"');
  expect(body).toMatchObject({ stored_in_s3: true, s3_key: "embeddings/team:a@1+b=c.json" });
  const [put, ...others] = upstreams.s3.requests;
  expect(others).toEqual([]);
  expect(put?.method).toBe("PUT");
  expect(decodeURIComponent(put?.path ?? "")).toBe("/vectors/embeddings/team:a@1+b=c.json?x-id=PutObject");
  expect(put?.headers["content-type"]).toBe("application/json");
  expect(JSON.parse(put?.body ?? "")).toEqual({
    id: "team:a@1+b=c",
    text: "Hello",
    embedding: body["embedding"],
    dimension: 1024,
    model: "amazon.titan-embed-text-v2:0",
    input_type: "document",
    truncated: false,
    input_token_count: 3,
    normalized: false,
    content_hash: expect.stringMatching(/^[\w-]{43}$/),
    created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
  });
});

test.each([256, 512, 1024])("asks for %d dimensions, and for a vector that is not normalized", async (dimensions) => {
  const { body } = await post(handler, { text: "Hello", dimensions, normalize: false });
  expect(body).toMatchObject({ dimension: dimensions, embedding: vector(dimensions) });
  expect(JSON.parse(upstreams.bedrock.requests[0]?.body ?? "")).toMatchObject({ dimensions, normalize: false });
});

test("keeps the metadata with the embedding", async () => {
  const metadata = { source: "manual", page: 3, draft: false };
  await post(handler, { text: "Hello", store_in_s3: true, embedding_id: "doc1", metadata });
  expect(JSON.parse(upstreams.s3.requests[0]?.body ?? "")).toMatchObject({ metadata });
});

test("stores nothing under an id where it is told not to", async () => {
  const { status, body } = await post(handler, { text: "Hello", store_in_s3: false, embedding_id: "doc1" });
  expect([status, body]).toMatchObject([200, { stored_in_s3: false, s3_key: null }]);
  expect(upstreams.s3.requests).toEqual([]);
});

test("creates only, where If-None-Match says so", async () => {
  const answer = await conditional("*", { text: "Hello", store_in_s3: true, embedding_id: "doc1" });
  expect(answer.status).toBe(200);
  expect(upstreams.s3.requests[0]?.headers["if-none-match"]).toBe("*");
});

test.each([
  ["names an entity tag", '"e"', true],
  ["comes without storing", "*", false],
])("refuses an If-None-Match that %s, and calls nothing", async (_, condition, store) => {
  const answer = await conditional(condition, { text: "Hello", store_in_s3: store, embedding_id: "doc1" });
  expect([answer.status, answer.body["errors"]]).toEqual([
    422,
    [{ field: "If-None-Match", message: expect.any(String) }],
  ]);
  expect([...upstreams.bedrock.requests, ...upstreams.s3.requests]).toEqual([]);
});

const conditional = (condition: string, body: unknown) =>
  call(handler, {
    method: "POST",
    headers: { "content-type": "application/json", "if-none-match": condition },
    body: JSON.stringify(body),
  });

test("answers no vector where it is told so, and stores it all the same", async () => {
  const { body } = await post(handler, {
    text: "Hello",
    store_in_s3: true,
    embedding_id: "doc1",
    return_embedding: false,
  });
  expect(body).toMatchObject({ dimension: 1024, stored_in_s3: true });
  expect(body).not.toHaveProperty("embedding");
  expect(JSON.parse(upstreams.s3.requests[0]?.body ?? "").embedding).toEqual(vector(1024));
});
