import { embeds, failure, titan, vector } from "../../helpers/handler/aws-answers";
import { handlerOf, post, useUpstreams } from "../../helpers/handler/handler";
import type { UpstreamAnswer } from "../../helpers/handler/upstream";

const upstreams = useUpstreams();
const handler = handlerOf("generate");

beforeEach(() => {
  upstreams.s3.answer = () => ({ status: 200, headers: { etag: '"e"' } });
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
  ["a number beyond 32-bit floats", titan([...vector(1023), 1e39])],
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
  ["ResourceNotFoundException", 404, 503, "model_access_denied", 1],
  ["ModelErrorException", 424, 502, "model_failed", 2],
  ["ModelTimeoutException", 408, 504, "model_timeout", 2],
  ["ValidationException", 400, 500, "internal_error", 1],
])("answers a %s as such, without its message, and stores nothing", async (type, upstream, status, code, attempts) => {
  upstreams.bedrock.answer = () => failure(upstream, type);
  const answer = await post(handler, { text: "Hello", store_in_s3: true, embedding_id: "doc1" });
  expect([answer.status, answer.body["code"]]).toEqual([status, code]);
  expect(answer.headers["retry-after"]).toBe(status === 503 ? "5" : undefined);
  expect(JSON.stringify(answer.body)).not.toContain("upstream secret");
  expect(upstreams.bedrock.requests).toHaveLength(attempts);
  expect(upstreams.s3.requests).toEqual([]);
  expect(upstreams.log).toMatchObject([
    { level: "error", request_id: "request-1", status, code, cause: { name: type, status: upstream } },
  ]);
  expect(JSON.stringify(upstreams.log)).not.toContain("upstream secret");
});

test.each([
  ["ModelErrorException", 424],
  ["ModelTimeoutException", 408],
])("repeats a request once that ended in a %s", async (type, status) => {
  upstreams.bedrock.answer = (request) =>
    upstreams.bedrock.requests.length === 1 ? failure(status, type) : embeds(request);
  expect((await post(handler, { text: "Hello" })).status).toBe(200);
  expect(upstreams.bedrock.requests).toHaveLength(2);
});

test.each([
  ["ModelErrorException", 424, 502],
  ["ModelTimeoutException", 408, 504],
])(
  "does not repeat a request that ended in a %s where the time left is less than an attempt takes",
  async (...args) => {
    const [type, upstream, status] = args;
    upstreams.bedrock.answer = () => failure(upstream, type);
    expect((await post(handler, { text: "Hello" }, 8_000)).status).toBe(status);
    expect(upstreams.bedrock.requests).toHaveLength(1);
  },
);

test("blames no subscription where a role of a project named marketplace may not use the model", async () => {
  const role = "arn:aws:sts::123456789012:assumed-role/marketplace-prod-generate/marketplace-prod-generate";
  const message = `User: ${role} is not authorized to perform: bedrock:InvokeModel`;
  upstreams.bedrock.answer = () => failure(403, "AccessDeniedException", message);
  const { status, body } = await post(handler, { text: "Hello" });
  expect([status, body["detail"]]).toEqual([503, "The service may not use the model at present."]);
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
