import { vector } from "../../helpers/handler/aws-answers";
import { call, handlerOf, post, useUpstreams } from "../../helpers/handler/handler";

const upstreams = useUpstreams();
const handler = handlerOf("store");

beforeEach(() => {
  upstreams.s3.answer = () => ({ status: 200, headers: { etag: '"e"' } });
});

test.each([256, 512, 1024])("stores a vector of %d numbers with its text and metadata", async (dimension) => {
  const embedding = vector(dimension);
  const request = { embedding_id: "doc1", text: "Hello", embedding, metadata: { page: 3 } };
  const { status, headers, body } = await post(handler, request);
  expect([status, headers["etag"], body]).toEqual([
    200,
    '"e"',
    { success: true, s3_key: "embeddings/doc1.json", bucket: "vectors", indexed: false, unchanged: false },
  ]);
  expect(JSON.parse(upstreams.s3.requests[0]?.body ?? "")).toEqual({
    id: "doc1",
    text: "Hello",
    embedding,
    dimension,
    model: null,
    input_type: null,
    truncated: false,
    input_token_count: null,
    normalized: false,
    content_hash: expect.stringMatching(/^[\w-]{43}$/),
    metadata: { page: 3 },
    created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
  });
  expect(upstreams.bedrock.requests).toEqual([]);
});

test("creates only, where If-None-Match says so", async () => {
  await call(handler, {
    method: "POST",
    headers: { "content-type": "application/json", "if-none-match": "*" },
    body: JSON.stringify({ embedding_id: "doc1", text: "Hello", embedding: vector(256) }),
  });
  expect(upstreams.s3.requests[0]?.headers["if-none-match"]).toBe("*");
});

test.each<[string, Record<string, unknown>, string]>([
  ["a vector of a length that the model lacks", { embedding: [1, 2, 3] }, "embedding has the length 3, and amazon"],
  ["a vector with text in it", { embedding: [...vector(255), "1"] }, "embedding.255 must be a finite number"],
  ["a vector with null in it", { embedding: [null, ...vector(255)] }, "embedding.0 must be a finite number"],
  ["a vector that is a text", { embedding: "AAAA" }, "embedding must be an array of numbers"],
  ["no vector", { embedding: undefined }, "embedding must be an array of numbers"],
  ["no text", { text: undefined }, "text must be a string"],
  ["no id", { embedding_id: undefined }, "embedding_id must be a string"],
  ["an id with a slash", { embedding_id: "a/b" }, "embedding_id must be 1 to 256"],
  ["an unknown field", { dimensions: 256 }, 'has unknown fields: "dimensions"'],
])("refuses %s with 422 and stores nothing", async (_, change, message) => {
  const request = { embedding_id: "doc1", text: "Hello", embedding: vector(256), ...change };
  const { status, body } = await post(handler, request);
  expect([status, body["detail"]]).toEqual([422, expect.stringContaining(message)]);
  expect(upstreams.s3.requests).toEqual([]);
});

test("refuses a number beyond the finite", async () => {
  const numbers = vector(255).join(",");
  const body = `{"embedding_id":"doc1","text":"Hello","embedding":[${numbers},-1e999]}`;
  const answer = await call(handler, { method: "POST", body });
  expect([answer.status, answer.body["detail"]]).toEqual([422, expect.stringContaining("embedding.255 must be")]);
});

test.each([
  [undefined, undefined],
  [false, undefined],
  [true, vector(256)],
])("with return_embedding %s answers the vector or none", async (return_embedding, expected) => {
  const request = { embedding_id: "doc1", text: "Hello", embedding: vector(256), return_embedding };
  const { status, body } = await post(handler, request);
  expect([status, body["embedding"]]).toEqual([200, expected]);
});
