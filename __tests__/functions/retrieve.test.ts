import type { HttpHandler } from "../../functions/http";
import { call, startUpstreams, type Upstreams } from "../helpers/handler";
import type { UpstreamAnswer } from "../helpers/upstream";

const document = {
  id: "doc1",
  text: "Hello",
  embedding: [0.25, -0.5, 1e-7],
  dimension: 3,
  model: "amazon.titan-embed-text-v2:0",
  input_token_count: 2,
  created_at: "2026-01-02T03:04:05.678Z",
};
const stored = (value: unknown): UpstreamAnswer => ({
  status: 200,
  headers: { "content-type": "application/json" },
  body: typeof value === "string" ? value : JSON.stringify(value),
});
const s3Error = (status: number, code: string): UpstreamAnswer => ({
  status,
  headers: { "content-type": "application/xml" },
  body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>upstream secret</Message></Error>`,
});

let upstreams: Upstreams;
let handler: HttpHandler;
let logged: jest.SpyInstance;

beforeAll(async () => {
  upstreams = await startUpstreams();
  ({ handler } = require("../../functions/retrieve"));
});
beforeEach(() => {
  logged = jest.spyOn(console, "error").mockImplementation(() => {});
  upstreams.s3.requests.length = 0;
});
afterEach(() => logged.mockRestore());
afterAll(() => upstreams.close());

const retrieve = (id: string, remainingTimeMs?: number) =>
  call(handler, { url: `/embeddings/${encodeURIComponent(id)}` }, { embedding_id: id }, remainingTimeMs);

test("answers the stored document as it is", async () => {
  upstreams.s3.answer = () => stored(document);
  const { status, headers, body } = await retrieve("doc1");
  expect(status).toBe(200);
  expect(headers).toMatchObject({ "content-type": "application/json", "x-request-id": "request-1" });
  expect(body).toEqual(document);
  expect(upstreams.s3.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    "GET /vectors/embeddings/doc1.json?x-id=GetObject",
  ]);
});

test("answers 404 where there is none", async () => {
  upstreams.s3.answer = () => s3Error(404, "NoSuchKey");
  const { status, body } = await retrieve("nope");
  expect(status).toBe(404);
  expect(body).toMatchObject({ code: "embedding_not_found", detail: 'There is no embedding "nope".' });
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
  ["no JSON", "{"],
  ["nothing", ""],
  ["a document with another id", { ...document, id: "doc2" }],
  ["a document without a vector", { ...document, embedding: undefined }],
  ["a vector of another length", { ...document, dimension: 4 }],
  ["a vector with text in it", { ...document, embedding: [1, 2, "3"] }],
])("answers 500 and nothing of the content where %s is stored", async (_, value) => {
  upstreams.s3.answer = () => stored(value);
  const { status, body } = await retrieve("doc1");
  expect([status, body["code"]]).toEqual([500, "stored_document_invalid"]);
  expect(JSON.stringify(body)).not.toContain("Hello");
});

test.each<[string, UpstreamAnswer, number]>([
  ["500", s3Error(500, "InternalError"), 3],
  ["503", s3Error(503, "SlowDown"), 3],
  ["a reset connection", "reset", 3],
  ["403", s3Error(403, "AccessDenied"), 1],
])("answers 503 without the upstream's message where S3 answers %s", async (_, answer, attempts) => {
  upstreams.s3.answer = () => answer;
  const { status, headers, body } = await retrieve("doc1");
  expect([status, headers["retry-after"], body["code"]]).toEqual([503, "5", "storage_unavailable"]);
  expect(JSON.stringify(body)).not.toContain("upstream secret");
  expect(upstreams.s3.requests).toHaveLength(attempts);
});

test("answers 504 before its own deadline where S3 is silent", async () => {
  upstreams.s3.answer = () => "hang";
  const { status, body } = await retrieve("doc1", 1_500);
  expect([status, body["code"]]).toEqual([504, "storage_timeout"]);
  // The deadline came before the client's own timeout, after which it would have tried again.
  expect(upstreams.s3.requests).toHaveLength(1);
});

test("answers 504 before its own deadline where S3 stalls in the middle of the object", async () => {
  upstreams.s3.answer = () => ({ status: 200, body: '{"id":"doc1",', stalls: true });
  const { status, body } = await retrieve("doc1", 1_500);
  expect([status, body["code"]]).toEqual([504, "storage_timeout"]);
});
