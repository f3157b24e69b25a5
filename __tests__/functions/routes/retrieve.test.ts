import { s3Failure } from "../../helpers/handler/aws-answers";
import { call, handlerOf, useUpstreams } from "../../helpers/handler/handler";
import type { UpstreamAnswer } from "../../helpers/handler/upstream";

const document = {
  id: "doc1",
  text: "Hello",
  embedding: [0.25, -0.5, 1e-7],
  dimension: 3,
  model: "amazon.titan-embed-text-v2:0",
  input_token_count: 2,
  created_at: "2026-01-02T03:04:05.678Z",
};
const nulls = Object.fromEntries(Object.keys(document).map((field) => [field, null]));
const stored = (value: unknown, headers: Record<string, string> = {}): UpstreamAnswer => ({
  status: 200,
  headers: { "content-type": "application/json", etag: '"tag"', ...headers },
  body: typeof value === "string" ? value : JSON.stringify(value),
});
const upstreams = useUpstreams();
const handler = handlerOf("retrieve");

const retrieve = (id: string, headers: Record<string, string> = {}, remainingTimeMs?: number) =>
  call(handler, { url: `/embeddings/${encodeURIComponent(id)}`, headers }, { embedding_id: id }, remainingTimeMs);

test("answers the stored document as it is", async () => {
  upstreams.s3.answer = () => stored(JSON.stringify(document, null, 2));
  const { status, headers, text } = await retrieve("doc1");
  expect(status).toBe(200);
  expect(headers).toEqual({ "content-type": "application/json", "x-request-id": "request-1", etag: '"tag"' });
  expect(text).toBe(JSON.stringify(document, null, 2));
  expect(upstreams.s3.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    "GET /vectors/embeddings/doc1.json?x-id=GetObject",
  ]);
});

test("answers a document that comes in many parts", async () => {
  const text = JSON.stringify({ ...document, text: "€".repeat(400_000) });
  upstreams.s3.answer = () => stored(text);
  expect((await retrieve("doc1")).text).toBe(text);
});

test("says where an object is to be had that is larger than an answer may be", async () => {
  upstreams.s3.answer = () => stored({ ...document, notes: "x".repeat(7_000_000) });
  const { status, body } = await retrieve("doc1");
  expect([status, body["code"]]).toEqual([422, "response_too_large"]);
  expect(body["detail"]).toContain("read a stored object from the bucket");
});

test.each(['"tag"', 'W/"tag"', '"other", "tag"', "*"])(
  "answers 304 without a body to If-None-Match: %s",
  async (tags) => {
    upstreams.s3.answer = () => stored(document);
    const { status, headers, text } = await retrieve("doc1", { "if-none-match": tags });
    expect([status, headers, text]).toEqual([304, { "x-request-id": "request-1", etag: '"tag"' }, ""]);
  },
);

test.each(['"other"', "tag", '"tag2"'])("answers the document to If-None-Match: %s", async (tags) => {
  upstreams.s3.answer = () => stored(document);
  expect((await retrieve("doc1", { "if-none-match": tags })).status).toBe(200);
});

test("answers the metadata and the model of a vector that was computed elsewhere", async () => {
  const elsewhere = { ...document, model: null, input_token_count: null, metadata: { page: 3, draft: false } };
  upstreams.s3.answer = () => stored(elsewhere);
  expect((await retrieve("doc1")).body).toEqual(elsewhere);
});

describe("an object that another tool wrote", () => {
  const { id, text, embedding, dimension } = document;
  // As Python's json.dumps has it.
  const seed = `{"id": "doc1", "text": "Gr\\u00fc\\u00dfe", "embedding": [0.25, -0.5, 1e-07], "dimension": 3}`;

  test.each<[string, string]>([
    ["the template's", seed],
    ["one with null for all that is optional", JSON.stringify({ ...nulls, id, text, embedding })],
    ["one with an offset in its date", JSON.stringify({ ...document, created_at: "2026-01-02T03:04:05+05:30" })],
    ["one with a date without a zone", JSON.stringify({ ...document, created_at: "2026-01-02 03:04:05.678901" })],
    ["one with a date that is a number", JSON.stringify({ ...document, created_at: 1_767_323_045.5 })],
    ["one with nested metadata", JSON.stringify({ ...document, metadata: { a: { b: [1, null, { c: [] }] } } })],
    ["one with metadata that is a list", JSON.stringify({ ...document, metadata: ["a", "b"] })],
    ["one with numbers in any form", `{"id":"doc1","embedding":[1e0,-0,-0.0,1E+2,12345678901234567890],"n":1.50}`],
    ["one with its keys in any order, and others", `{"source":"x","embedding":[1,2],"id":"doc1","extra":{"id":"x"}}`],
    ["one with white space around", `\r\n {\t"id" : "doc1" , "embedding" : [ 1 , 2 ] }\n`],
    ["one with a key twice, of which the last counts", `{"id":"doc2","id":"doc1","text":"a"}`],
    ["one without a vector", JSON.stringify({ id, text })],
    ["one without a text", JSON.stringify({ id, embedding })],
    ["one whose vector is in Base64", JSON.stringify({ id, text, embedding: "AACAPgAAAL8=" })],
    ["one whose dimension is not the vector's length", JSON.stringify({ ...document, dimension: dimension + 1 })],
  ])("is answered as it is: %s", async (_, body) => {
    upstreams.s3.answer = () => stored(body);
    const answer = await retrieve("doc1");
    expect([answer.status, answer.text]).toEqual([200, body]);
  });

  test("is answered without its byte order mark, which not every client reads", async () => {
    upstreams.s3.answer = () => stored(`\ufeff${seed}`);
    const { status, text, headers } = await retrieve("doc1");
    expect([status, text, headers["etag"]]).toEqual([200, seed, '"tag"']);
  });
});

test("answers 404 where there is none", async () => {
  upstreams.s3.answer = () => s3Failure(404, "NoSuchKey");
  const { status, body } = await retrieve("nope");
  expect(status).toBe(404);
  expect(body).toMatchObject({ code: "embedding_not_found", detail: "Embedding not found: nope" });
});

test.each(["", "..", "a/b", "a\0", "é", "-a", "a b", "a".repeat(257)])(
  "refuses the id %j and calls nothing",
  async (id) => {
    const { status, body } = await retrieve(id);
    expect([status, body["code"]]).toEqual([422, "invalid_request"]);
    expect(upstreams.s3.requests).toEqual([]);
  },
);

test.each<[string, unknown]>([
  ["no JSON", '{"text":"Hello'],
  ["nothing", ""],
  ["a document with another id", { ...document, id: "doc2" }],
  ["a document without an id", { ...document, id: undefined }],
  ["a document in a list", [document]],
  ["a number that JSON does not have, as json.dumps writes it", JSON.stringify(document).replace("0.25", "NaN")],
  ["neither a vector nor a text", { ...document, text: null, embedding: null }],
  ["an empty vector and an empty text", { ...document, text: "", embedding: [] }],
  ["no text and a vector with text in it", { ...document, text: undefined, embedding: [1, 2, "3"] }],
  [
    "no text and an infinite number",
    JSON.stringify({ ...document, text: null }).replace(/"embedding":\[[^,]*/, '"embedding":[1e999'),
  ],
  [
    "no text and a vector in another field only",
    { ...document, text: undefined, embedding: undefined, other: { embedding: document.embedding, text: "Hello" } },
  ],
  [
    "no text and a second vector, empty",
    JSON.stringify({ ...document, text: undefined }).replace(/}$/, ',"\\u0065mbedding":[]}'),
  ],
])("answers 500 and nothing of the content where %s is stored", async (_, value) => {
  upstreams.s3.answer = () => stored(value);
  const { status, body } = await retrieve("doc1");
  expect([status, body["code"]]).toEqual([500, "stored_document_invalid"]);
  expect(JSON.stringify([body, upstreams.log])).not.toContain("Hello");
  expect(upstreams.log).toMatchObject([{ code: "stored_document_invalid", cause: { name: "Error" } }]);
});

test.each<[string, UpstreamAnswer, number]>([
  ["500", s3Failure(500, "InternalError"), 3],
  ["503", s3Failure(503, "SlowDown"), 3],
  ["a reset connection", "reset", 3],
  ["403", s3Failure(403, "AccessDenied"), 1],
  ["that there is no such bucket", s3Failure(404, "NoSuchBucket"), 1],
])("answers 503 without the upstream's message where S3 answers %s", async (_, answer, attempts) => {
  upstreams.s3.answer = () => answer;
  const { status, headers, body } = await retrieve("doc1");
  expect([status, headers["retry-after"], body["code"]]).toEqual([503, "5", "storage_unavailable"]);
  expect(JSON.stringify(body)).not.toContain("upstream secret");
  expect(upstreams.s3.requests).toHaveLength(attempts);
});

test("answers 504 before its own deadline where S3 is silent", async () => {
  upstreams.s3.answer = () => "hang";
  const { status, body } = await retrieve("doc1", {}, 1_500);
  expect([status, body["code"]]).toEqual([504, "storage_timeout"]);
  // The deadline came before the client's own timeout, after which it would have tried again.
  expect(upstreams.s3.requests).toHaveLength(1);
});

test("answers 504 before its own deadline where S3 stalls in the middle of the object", async () => {
  upstreams.s3.answer = () => ({ status: 200, body: '{"id":"doc1",', stalls: true });
  const { status, body } = await retrieve("doc1", {}, 1_500);
  expect([status, body["code"]]).toEqual([504, "storage_timeout"]);
});

describe("where the object comes incompletely", () => {
  const text = JSON.stringify(document);
  const cutOff = stored(text.slice(0, 40), { "content-length": String(text.length) });
  const altered = stored(text, { "x-amz-checksum-crc32": "AAAAAA==" });

  test.each([
    ["cut off", cutOff],
    ["altered", altered],
  ])("answers the whole one, %s only at first", async (_, answer) => {
    upstreams.s3.answer = () => (upstreams.s3.requests.length === 1 ? answer : stored(document));
    expect(await retrieve("doc1")).toMatchObject({ status: 200, text });
    expect(upstreams.s3.requests).toHaveLength(2);
  });

  test.each([
    ["cut off", cutOff],
    ["altered", altered],
  ])("answers 503 after one retry, %s again", async (_, answer) => {
    upstreams.s3.answer = () => answer;
    const { status, body } = await retrieve("doc1");
    expect([status, body["code"]]).toEqual([503, "storage_unavailable"]);
    expect(upstreams.s3.requests).toHaveLength(2);
  });
});
