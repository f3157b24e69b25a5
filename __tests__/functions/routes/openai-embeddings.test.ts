import { offeredDimensions } from "../../../embedding/models";
import type { OpenaiResponse } from "../../../functions/routes/openai-embeddings/response";
import { failure, titan, vector } from "../../helpers/handler/aws-answers";
import { call, handlerOf, post, useUpstreams } from "../../helpers/handler/handler";

const model = "text-embedding-3-small";
const upstreams = useUpstreams();
const handler = handlerOf("openai-embeddings");

test("answers one text in OpenAI's form", async () => {
  const { status, headers, body } = await post(handler, { input: "Hello", model });
  expect([status, headers]).toEqual([200, { "content-type": "application/json", "x-request-id": "request-1" }]);
  expect(body).toEqual({
    object: "list",
    data: [{ object: "embedding", index: 0, embedding: vector(1024) }],
    model: "amazon.titan-embed-text-v2:0",
    usage: { prompt_tokens: 3, total_tokens: 3 },
  });
  expect(upstreams.s3.requests).toEqual([]);
});

test("answers many texts in their order, and the sum of their tokens", async () => {
  upstreams.bedrock.answer = ({ body }) => titan([Number(JSON.parse(body).inputText), ...vector(255)]);
  const input = Array.from({ length: 30 }, (_, index) => String(index));
  const { data, usage } = (await post(handler, { input, model, dimensions: 256 })).body as unknown as OpenaiResponse;
  expect(data).toEqual(input.map((_, index) => ({ object: "embedding", index, embedding: [index, ...vector(255)] })));
  expect(usage).toEqual({ prompt_tokens: 90, total_tokens: 90 });
});

test("answers base64 as little-endian 32-bit floats", async () => {
  const { body } = await post(handler, { input: "Hello", model, encoding_format: "base64", dimensions: 256 });
  const { data } = body as unknown as OpenaiResponse;
  const bytes = Buffer.from(String(data[0]?.embedding), "base64");
  expect(Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(index * 4))).toEqual(vector(256));
});

test.each(["amazon.titan-embed-text-v2:0", "text-embedding-3-large", "text-embedding-ada-002"])(
  "takes %s for the configured model",
  async (name) => {
    expect((await post(handler, { input: "Hello", model: name, user: "u" })).status).toBe(200);
  },
);

test.each<[string, unknown, string | null, string]>([
  ["tokens", { input: [1, 2], model }, "input", "token arrays are not supported"],
  ["lists of tokens", { input: [[1], [2]], model }, "input", "token arrays are not supported"],
  ["no input", { model }, "input", "input must be a string or an array of strings"],
  ["an empty list", { input: [], model }, "input", "input must have 1 to 2048 texts"],
  ["2,049 texts", { input: new Array(2049).fill("a"), model }, "input", "must have 1 to 2048 texts and has 2049"],
  ["an empty text", { input: ["a", ""], model }, "input", "input.1 must not be blank"],
  ["null for a text", { input: ["a", null], model }, "input", "input.1 must be a string"],
  ["no model", { input: "a" }, "model", "model must be a string"],
  [
    "a dimension that there is not",
    { input: "a", model, dimensions: 300 },
    "dimensions",
    `must be one of ${offeredDimensions.join(", ")}`,
  ],
  [
    "a dimension that another model has",
    { input: "a", model, dimensions: 1536 },
    "dimensions",
    "offers 1024, 512, 256",
  ],
  ["an unknown encoding", { input: "a", model, encoding_format: "hex" }, "encoding_format", 'must be "float" or'],
  ["an unknown field", { input: "a", model, inputs: "b" }, null, 'unknown fields: "inputs"'],
])("refuses %s with 400 in OpenAI's envelope and calls nothing", async (_, request, param, message) => {
  const { status, headers, body } = await post(handler, request);
  expect([status, headers["content-type"], body]).toEqual([
    400,
    "application/json",
    {
      error: {
        message: expect.stringContaining(message),
        type: "invalid_request_error",
        param,
        code: "invalid_request",
        request_id: "request-1",
      },
    },
  ]);
  expect(upstreams.bedrock.requests).toEqual([]);
});

test.each([
  ["broken JSON", "{", {}, 400, "malformed_body"],
  ["another content type", "{}", { "content-type": "text/plain" }, 415, "unsupported_media_type"],
])("refuses %s", async (_, body, headers, status, code) => {
  const answer = await call(handler, {
    method: "POST",
    body,
    headers: { "content-type": "application/json", ...headers },
  });
  expect([answer.status, answer.body]).toMatchObject([status, { error: { type: "invalid_request_error", code } }]);
});

test("answers 404 to an unknown model and names those there are", async () => {
  const { status, body } = await post(handler, { input: "a", model: "gpt" });
  expect([status, body]).toMatchObject([
    404,
    {
      error: {
        code: "model_not_found",
        param: "model",
        message: expect.stringContaining('no model "gpt": use one of amazon.titan'),
      },
    },
  ]);
});

test.each([
  ["float", 244],
  ["base64", 1134],
])("refuses more %s vectors than a function can answer, before it calls the model", async (encoding_format, most) => {
  const input = new Array(most + 1).fill("a");
  const { status, body } = await post(handler, { input, model, encoding_format });
  expect([status, body]).toMatchObject([400, { error: { code: "response_too_large", param: "input" } }]);
  expect(JSON.stringify(body)).toContain(`at most ${most}`);
  expect(upstreams.bedrock.requests).toEqual([]);
});

test.each([
  ["ThrottlingException", 429, 503, "model_unavailable"],
  ["AccessDeniedException", 403, 503, "model_access_denied"],
  ["ModelErrorException", 424, 502, "model_failed"],
])("answers a %s as an error of the server, and stops", async (type, upstream, status, code) => {
  upstreams.bedrock.answer = () => failure(upstream, type);
  // So near the deadline no item is started a second time.
  const answer = await post(handler, { input: new Array(50).fill("a"), model }, 5_000);
  expect([answer.status, answer.headers["retry-after"], answer.body]).toEqual([
    status,
    status === 503 ? "5" : undefined,
    {
      error: {
        message: expect.not.stringContaining("upstream secret"),
        type: "server_error",
        param: null,
        code,
        request_id: "request-1",
      },
    },
  ]);
  expect(upstreams.bedrock.requests.length).toBeLessThanOrEqual(24);
});

test.each(["float", "base64"])(
  "fits the most %s vectors into what Lambda returns, whatever their numbers",
  async (encoding_format) => {
    // As long as a number can be.
    upstreams.bedrock.answer = () => titan(new Array(1024).fill(-1.2345678901234567e-100));
    const input = new Array(encoding_format === "float" ? 244 : 1134).fill("a");
    expect((await post(handler, { input, model, encoding_format })).status).toBe(200);
  },
);

test("says how many inputs it has time for, with a status that clients do not repeat", async () => {
  upstreams.bedrock.delay = () => new Promise((resolve) => setTimeout(resolve, 300));
  const { status, headers, body } = await post(handler, { input: new Array(40).fill("a"), model }, 4_900);
  upstreams.bedrock.delay = undefined;
  const embedded = upstreams.bedrock.requests.length;
  expect([status, headers["retry-after"], body]).toMatchObject([
    400,
    undefined,
    {
      error: {
        code: "too_many_inputs",
        param: "input",
        message: expect.stringContaining(`Of 40 inputs, ${embedded} were`),
      },
    },
  ]);
});
