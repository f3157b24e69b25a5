import type { HttpHandler } from "../../functions/http";
import { call, post, startUpstreams, type Upstreams } from "../helpers/handler";
import type { UpstreamAnswer } from "../helpers/upstream";

const vector = (length: number) => Array.from({ length }, (_, index) => Math.fround(Math.sin(index)));
const titan = (embedding: unknown, inputTextTokenCount: unknown = 3): UpstreamAnswer => ({
  status: 200,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ embedding, inputTextTokenCount }),
});
const failure = (status: number, type: string, message = "upstream secret"): UpstreamAnswer => ({
  status,
  headers: { "content-type": "application/json", "x-amzn-errortype": type },
  body: JSON.stringify({ message }),
});

let upstreams: Upstreams;
let handler: HttpHandler;
let logged: jest.SpyInstance;

beforeAll(async () => {
  upstreams = await startUpstreams();
  ({ handler } = require("../../functions/generate"));
});
beforeEach(() => {
  logged = jest.spyOn(console, "error").mockImplementation(() => {});
  upstreams.bedrock.answer = ({ body }) => titan(vector(JSON.parse(body).dimensions));
  upstreams.s3.answer = () => ({ status: 200, headers: { etag: '"e"' } });
});
afterEach(() => {
  logged.mockRestore();
  upstreams.bedrock.requests.length = 0;
  upstreams.s3.requests.length = 0;
});
afterAll(() => upstreams.close());

test("answers the embedding with 1,024 dimensions, normalized, and stores nothing by default", async () => {
  const { status, headers, body } = await post(handler, { text: "Hello wörld 🌍" });
  expect(status).toBe(200);
  expect(headers).toEqual({ "content-type": "application/json", "x-request-id": "request-1" });
  expect(body).toEqual({
    embedding: vector(1024),
    dimension: 1024,
    model: "amazon.titan-embed-text-v2:0",
    text_length: 13,
    input_token_count: 3,
    processing_time_ms: expect.any(Number),
    stored_in_s3: false,
    s3_key: null,
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
  const { body } = await post(handler, { text: "Hello", store_in_s3: true, embedding_id: "team:a@1+b=c" });
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
    input_token_count: 3,
    created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
  });
});

test.each([256, 512, 1024])("asks for %d dimensions, and for a vector that is not normalized", async (dimensions) => {
  const { body } = await post(handler, { text: "Hello", dimensions, normalize: false });
  expect(body).toMatchObject({ dimension: dimensions, embedding: vector(dimensions) });
  expect(JSON.parse(upstreams.bedrock.requests[0]?.body ?? "")).toMatchObject({ dimensions, normalize: false });
});

test.each<[string, unknown, string]>([
  ["an empty text", { text: "" }, "text must not be blank"],
  ["a blank text", { text: " \n\t\u2003" }, "text must not be blank"],
  [
    "a text of 50,001 characters",
    { text: "🌍".repeat(50_001) },
    "text must have at most 50000 characters and has 50001",
  ],
  ["half a surrogate pair", { text: "a\ud83c" }, "text must be valid Unicode"],
  ["a missing text", {}, "text must be a string"],
  ["a text that is a number", { text: 1 }, "text must be a string"],
  ["an unknown field", { text: "a", store: true }, 'has unknown fields: "store"'],
  ["a body that is a list", [{ text: "a" }], "the body must be a JSON object"],
  ["a body that is null", null, "the body must be a JSON object"],
  ["dimensions that no model has", { text: "a", dimensions: 300 }, "dimensions must be 256, 512 or 1024"],
  ["dimensions as text", { text: "a", dimensions: "256" }, "dimensions must be 256, 512 or 1024"],
  ["a switch as text", { text: "a", store_in_s3: "true" }, "store_in_s3 must be true or false"],
  ["storing without an id", { text: "a", store_in_s3: true }, "embedding_id is required with store_in_s3"],
  ["an empty id", { text: "a", store_in_s3: true, embedding_id: "" }, "embedding_id must be 1 to 256"],
  ["an id with a slash", { text: "a", store_in_s3: true, embedding_id: "a/b" }, "embedding_id must be 1 to 256"],
  ["an id that is ..", { text: "a", store_in_s3: true, embedding_id: ".." }, "embedding_id must be 1 to 256"],
  ["an id with NUL", { text: "a", store_in_s3: true, embedding_id: "a\0" }, "embedding_id must be 1 to 256"],
  ["an id with a line break", { text: "a", store_in_s3: true, embedding_id: "a\n" }, "embedding_id must be 1 to 256"],
  ["an id of 257 characters", { text: "a", embedding_id: "a".repeat(257) }, "embedding_id must be 1 to 256"],
])("refuses %s with 422 and calls nothing", async (_, request, message) => {
  const { status, headers, body } = await post(handler, request);
  expect(status).toBe(422);
  expect(headers["content-type"]).toBe("application/problem+json");
  expect(body).toMatchObject({
    type: "about:blank",
    title: "Unprocessable Entity",
    status: 422,
    code: "invalid_request",
    request_id: "request-1",
  });
  expect(body["detail"]).toContain(message);
  expect(upstreams.bedrock.requests).toEqual([]);
  expect(upstreams.s3.requests).toEqual([]);
});

test("names every invalid field", async () => {
  const { body } = await post(handler, { text: "", normalize: 1, nonsense: 2 });
  expect(body["errors"]).toEqual([
    { field: "text", message: "must not be blank" },
    { field: "normalize", message: "must be true or false" },
    { field: "", message: 'has unknown fields: "nonsense"' },
  ]);
});

test("refuses a __proto__ field like any other unknown one", async () => {
  const { status, body } = await call(handler, {
    method: "POST",
    body: '{"text": "a", "__proto__": {"normalize": 1}}',
  });
  expect([status, body["detail"]]).toEqual([422, expect.stringContaining('"__proto__"')]);
});

test("accepts a text of exactly 50,000 characters and an id of 256", async () => {
  const { status } = await post(handler, {
    text: "🌍".repeat(50_000),
    store_in_s3: true,
    embedding_id: "a".repeat(256),
  });
  expect(status).toBe(200);
});

test.each([
  ["no body", undefined, "application/json", 400, "malformed_body"],
  ["broken JSON", '{"text": "a"', "application/json", 400, "malformed_body"],
  ["another content type", '{"text": "a"}', "text/plain", 415, "unsupported_media_type"],
  ["a form", "text=a", "application/x-www-form-urlencoded", 415, "unsupported_media_type"],
  ["no content type", '{"text": "a"}', undefined, 415, "unsupported_media_type"],
])("refuses %s", async (_, body, contentType, status, code) => {
  const answer = await call(handler, {
    method: "POST",
    headers: contentType ? { "content-type": contentType } : {},
    ...(body === undefined ? {} : { body }),
  });
  expect([answer.status, answer.body["code"]]).toEqual([status, code]);
  expect(upstreams.bedrock.requests).toEqual([]);
});

test("takes a content type with a charset", async () => {
  const headers = { "content-type": "Application/JSON; charset=utf-8" };
  expect((await call(handler, { method: "POST", headers, body: '{"text": "a"}' })).status).toBe(200);
});

test.each<[string, UpstreamAnswer]>([
  ["a shorter vector", titan(vector(1023))],
  ["a longer vector", titan(vector(1025))],
  ["null among the numbers", titan([...vector(1023), null])],
  ["a number as text", titan([...vector(1023), "0.5"])],
  [
    "a number beyond the finite",
    { status: 200, body: `{"embedding":[${"1e999,".repeat(1023)}1],"inputTextTokenCount":3}` },
  ],
  ["no vector", titan(undefined)],
  ["no token count", titan(vector(1024), null)],
  ["a truncated answer", { status: 200, body: '{"embedding":[0.1,0.2' }],
  ["a page of HTML", { status: 200, body: "<html></html>" }],
  ["nothing", { status: 200, body: "" }],
])("answers 502 and stores nothing where the model returns %s", async (_, answer) => {
  upstreams.bedrock.answer = () => answer;
  const { status, body } = await post(handler, { text: "Hello", store_in_s3: true, embedding_id: "doc1" });
  expect([status, body["code"]]).toEqual([502, "model_output_invalid"]);
  expect(upstreams.s3.requests).toEqual([]);
});

test.each([
  ["ThrottlingException", 429, 503, "model_unavailable", 3],
  ["InternalServerException", 500, 503, "model_unavailable", 3],
  ["ServiceUnavailableException", 503, 503, "model_unavailable", 3],
  ["ModelNotReadyException", 429, 503, "model_unavailable", 3],
  ["AccessDeniedException", 403, 503, "model_access_denied", 1],
  ["ServiceQuotaExceededException", 400, 503, "model_access_denied", 1],
  ["ModelErrorException", 424, 502, "model_failed", 1],
  ["ModelTimeoutException", 408, 504, "model_timeout", 1],
  ["ValidationException", 400, 500, "internal_error", 1],
])("answers a %s as such, without its message, and stores nothing", async (type, upstream, status, code, attempts) => {
  upstreams.bedrock.answer = () => failure(upstream, type);
  const answer = await post(handler, { text: "Hello", store_in_s3: true, embedding_id: "doc1" });
  expect([answer.status, answer.body["code"]]).toEqual([status, code]);
  expect(answer.headers["retry-after"]).toBe(status === 503 ? "5" : undefined);
  expect(JSON.stringify(answer.body)).not.toContain("upstream secret");
  expect(upstreams.bedrock.requests).toHaveLength(attempts);
  expect(upstreams.s3.requests).toEqual([]);
  expect(JSON.parse(logged.mock.calls[0]?.[0])).toMatchObject({
    level: "error",
    request_id: "request-1",
    status,
    code,
    cause: { message: "upstream secret" },
  });
});

test("answers 422 where the model finds the text too long", async () => {
  upstreams.bedrock.answer = () => failure(400, "ValidationException", "Too many input tokens. Max input tokens: 8192");
  const { status, body } = await post(handler, { text: "Hello" });
  expect([status, body["code"]]).toEqual([422, "text_too_long"]);
});

test("answers 500 where the model refuses a request for another reason", async () => {
  upstreams.bedrock.answer = () => failure(400, "ValidationException", "The security token length is wrong");
  const { status, body } = await post(handler, { text: "Hello" });
  expect([status, body["code"]]).toEqual([500, "internal_error"]);
});

test("answers 504 before its own deadline where the model stalls in the middle of its answer", async () => {
  upstreams.bedrock.answer = () => ({ status: 200, body: '{"embedding":[0.1,', stalls: true });
  const { status, body } = await post(handler, { text: "Hello" }, 1_500);
  expect([status, body["code"]]).toEqual([504, "model_timeout"]);
});

test("answers after the model recovers within its retries", async () => {
  upstreams.bedrock.answer = () =>
    upstreams.bedrock.requests.length < 3 ? failure(503, "ServiceUnavailableException") : titan(vector(1024));
  expect((await post(handler, { text: "Hello" })).status).toBe(200);
});

test("answers 504 before its own deadline where the model is silent, and the next request is healthy", async () => {
  upstreams.bedrock.answer = () => "hang";
  const { status, body } = await post(handler, { text: "Hello", store_in_s3: true, embedding_id: "doc1" }, 1_500);
  expect([status, body["code"]]).toEqual([504, "model_timeout"]);
  // The deadline came before the client's own timeout, after which it would have tried again.
  expect(upstreams.bedrock.requests).toHaveLength(1);
  expect(upstreams.s3.requests).toEqual([]);
  upstreams.bedrock.answer = () => titan(vector(1024));
  expect((await post(handler, { text: "Hello" })).status).toBe(200);
});

test.each<[string, UpstreamAnswer]>([
  ["500", failure(500, "InternalError")],
  ["503", failure(503, "SlowDown")],
  ["a reset connection", "reset"],
])("does not answer success where S3 answers %s", async (_, answer) => {
  upstreams.s3.answer = () => answer;
  const { status, headers, body } = await post(handler, { text: "Hello", store_in_s3: true, embedding_id: "doc1" });
  expect([status, headers["retry-after"], body["code"]]).toEqual([503, "5", "storage_unavailable"]);
  expect(upstreams.s3.requests).toHaveLength(3);
});

test("answers 504 before its own deadline where S3 is silent", async () => {
  upstreams.s3.answer = () => "hang";
  const { status, body } = await post(handler, { text: "Hello", store_in_s3: true, embedding_id: "doc1" }, 1_500);
  expect([status, body["code"]]).toEqual([504, "storage_timeout"]);
  expect(upstreams.s3.requests).toHaveLength(1);
});
