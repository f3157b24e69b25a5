import { offeredDimensions } from "../../../embedding/models";
import type { OpenaiResponse } from "../../../functions/routes/openai-embeddings/response";
import { embeds, failure, titan, vector } from "../../helpers/handler/aws-answers";
import { call, handlerOf, post, useUpstreams } from "../../helpers/handler/handler";

const model = "text-embedding-3-small";
const upstreams = useUpstreams();
const handler = handlerOf("openai-embeddings");

/** The vectors of an answer as the 32-bit floats that they are. */
function floatsOf(body: unknown): number[][] {
  const { data } = body as OpenaiResponse;
  return data.map(({ embedding }) => (embedding as number[]).map(Math.fround));
}

/** The texts that the model was asked to embed, in the order of the input. */
function embeddedTexts(): string[] {
  return upstreams.bedrock.requests.map(({ body }) => JSON.parse(body).inputText).sort();
}

test("answers one text in OpenAI's form", async () => {
  const { status, headers, body } = await post(handler, { input: "Hello", model });
  expect([status, headers]).toEqual([200, { "content-type": "application/json", "x-request-id": "request-1" }]);
  expect(body).toEqual({
    object: "list",
    data: [{ object: "embedding", index: 0, embedding: expect.any(Array) }],
    model: "amazon.titan-embed-text-v2:0",
    usage: { prompt_tokens: 3, total_tokens: 3 },
  });
  expect(floatsOf(body)).toEqual([vector(1024)]);
  expect(upstreams.s3.requests).toEqual([]);
});

test("answers many texts in their order, and the sum of their tokens", async () => {
  upstreams.bedrock.answer = ({ body }) => titan([Number(JSON.parse(body).inputText), ...vector(255)]);
  const input = Array.from({ length: 30 }, (_, index) => String(index));
  const { body } = await post(handler, { input, model, dimensions: 256 });
  const { data, usage } = body as unknown as OpenaiResponse;
  expect(data.map(({ index }) => index)).toEqual([...input.keys()]);
  expect(floatsOf(body)).toEqual(input.map((_, index) => [index, ...vector(255)]));
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

test("writes floats by the fewest digits with which they are the same", async () => {
  upstreams.bedrock.answer = () => titan([0.10000000149011612, -0.3333333432674408, 1e-7, ...vector(253)]);
  const { text } = await post(handler, { input: "Hello", model, dimensions: 256 });
  expect(text).toContain('"embedding":[0.1,-0.33333334,1e-7,0,0.84147096,');
});

test.each([null, undefined])("takes %j for an optional field as one left out", async (left) => {
  const optional = { encoding_format: left, dimensions: left, user: left, truncate: left, input_type: left };
  const { status, body } = await post(handler, { input: ["hello"], model, ...optional });
  expect([status, floatsOf(body)]).toEqual([200, [vector(1024)]]);
  expect(upstreams.log[0]).not.toHaveProperty("ignored_fields");
});

test("ignores fields that it does not know, and names them in its line of log", async () => {
  const unknown = { drop_params: true, metadata: { secret: "s" }, ["x".repeat(70)]: null, seed: [1] };
  expect((await post(handler, { input: "a", model, ...unknown })).status).toBe(200);
  expect(upstreams.log).toMatchObject([
    { ignored_fields: ["drop_params", "metadata", `${"x".repeat(64)}…`, "seed"], level: "info" },
  ]);
  upstreams.clear();
  const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`field${index}`, index]));
  expect((await post(handler, { input: "a", model: "gpt", ...many })).status).toBe(404);
  expect(upstreams.log[0]?.["ignored_fields"]).toEqual(Object.keys(many).slice(0, 10));
});

test("ignores an integer that JavaScript rounds, in a field that it does not know", async () => {
  const text = `{"input":"a","model":"${model}","trace_id":12345678901234567891}`;
  const { status } = await call(handler, { method: "POST", body: text });
  expect([status, upstreams.log]).toMatchObject([200, [{ ignored_fields: ["trace_id"] }]]);
});

test("names no field where it ignores none", async () => {
  await post(handler, { input: "a", model });
  expect(upstreams.log[0]).not.toHaveProperty("ignored_fields");
});

test.each([
  ["truncate", "END"],
  ["dimensions", 256],
])("acts by %s", async (field, value) => {
  upstreams.bedrock.answer = (request) =>
    JSON.parse(request.body).inputText.length > 100
      ? failure(
          400,
          "ValidationException",
          "Too many input tokens. Max input tokens: 80, request input token count: 100",
        )
      : embeds(request);
  const text = "x".repeat(field === "truncate" ? 110 : 5);
  const { status, body } = await post(handler, { input: text, model, [field]: value });
  expect(status).toBe(200);
  expect([floatsOf(body)[0]?.length, (body as unknown as OpenaiResponse).data[0]?.truncated]).toEqual([
    field === "dimensions" ? 256 : 1024,
    field === "truncate" ? true : undefined,
  ]);
});

test("embeds a blank text as it is", async () => {
  const { status, body } = await post(handler, { input: ["real text", " ", "\n\t"], model });
  expect([status, floatsOf(body).length, embeddedTexts()]).toEqual([200, 3, ["\n\t", " ", "real text"]]);
});

test("says which blank text the model refuses, as the caller's error", async () => {
  upstreams.bedrock.answer = (request) =>
    JSON.parse(request.body).inputText === " " ? failure(400, "ValidationException", "no") : embeds(request);
  const { status, body } = await post(handler, { input: ["a", "b", " "], model });
  expect([status, body["error"]]).toMatchObject([
    400,
    {
      code: "invalid_request",
      type: "invalid_request_error",
      param: "input.2",
      message: expect.stringContaining("blank"),
    },
  ]);
  expect(upstreams.log).toMatchObject([{ level: "info", item_codes: { invalid_request: 1 } }]);
  expect(upstreams.log[0]).not.toHaveProperty("ItemFailures");
});

test("says which text the model refuses for a reason of its own", async () => {
  upstreams.bedrock.answer = (request) =>
    JSON.parse(request.body).inputText === "b" ? failure(400, "ValidationException", "no") : embeds(request);
  const { status, body } = await post(handler, { input: ["a", "b"], model });
  expect([status, body["error"]]).toMatchObject([
    500,
    { code: "internal_error", param: "input.1", message: "input.1: The model refused the request." },
  ]);
});

describe("tokens", () => {
  test.each<[string, unknown, string[]]>([
    ["one text's", [9906, 1917], ["Hello world"]],
    ["several texts'", [[9906, 1917], [15339], [220]], [" ", "Hello world", "hello"]],
    ["half a character's", [[9468]], ["\ufffd"]],
    ["a special token", [[100257]], ["<|endoftext|>"]],
  ])("are embedded as the text that they are: %s", async (_, input, texts) => {
    const { status, body } = await post(handler, { input, model });
    expect([status, floatsOf(body).length, embeddedTexts()]).toEqual([200, texts.length, texts]);
  });

  test("are taken as many as LangChain sends at a time", async () => {
    const input = Array.from({ length: 1_000 }, () => new Array(300).fill(9906));
    const { status } = await post(handler, { input, model, dimensions: 256, encoding_format: "base64" }, amplyMs);
    expect(status).toBe(200);
  });

  test.each<[string, unknown, string, string]>([
    [
      "that do not exist",
      [[1], [2, 100256]],
      "input.1.1",
      "input.1.1 must be a token that cl100k_base has of 0 to 100276 and is 100256",
    ],
    ["of one text that do not exist", [1, 2, -3], "input.2", "and is -3"],
    ["that are no whole numbers", [[1.5]], "input.0.0", "and is 1.5"],
    ["that are no numbers", [1, "a"], "input.1", 'and is "a"'],
    ["of which there are none", [[1], []], "input.1", "input.1 must have one token at least"],
    ["beside texts", [[1], "a"], "input.1", 'input.1 must be a list of tokens, as input.0 is and is "a"'],
    ["after texts", ["a", [1]], "input.1", "input.1 must be a string"],
    ["for more text than one may have", new Array(30_000).fill(58040), "input", "input"],
  ])("are refused %s", async (_, input, param, message) => {
    const { status, body } = await post(handler, { input, model });
    expect([status, body["error"]]).toMatchObject([
      400,
      { code: "invalid_request", param: expect.stringMatching(`^${param}`), message: expect.stringContaining(message) },
    ]);
    expect(upstreams.bedrock.requests).toEqual([]);
  });

  test("are those of cl100k_base by a name of AWS's too, for which LangChain has no others", async () => {
    const { status } = await post(handler, { input: [[9906, 1917]], model: "amazon.titan-embed-text-v2:0" });
    expect([status, embeddedTexts()]).toEqual([200, ["Hello world"]]);
  });
});

test.each<[string, unknown, string | null, string]>([
  ["no input", { model }, "input", "input must be a string or a list of them and is missing"],
  ["null for the input", { model, input: null }, "input", "input must be a string or a list of them and is null"],
  ["an object for the input", { model, input: { text: "a" } }, "input", "input must be a string or a list of them"],
  ["an empty list", { input: [], model }, "input", "input must have 1 to 2048 inputs and has 0"],
  ["2,049 texts", { input: new Array(2049).fill("a"), model }, "input", "must have 1 to 2048 inputs and has 2049"],
  ["an empty text", { input: "", model }, "input", "input must not be empty"],
  ["an empty text among others", { input: ["a", ""], model }, "input.1", "input.1 must not be empty"],
  ["half of a surrogate pair", { input: ["a", "\ud800"], model }, "input.1", "input.1 must be valid Unicode"],
  ["null for a text", { input: ["a", null], model }, "input.1", "input.1 must be a string and is null"],
  [
    "more characters than the model takes",
    { input: ["a", "x".repeat(50_001)], model },
    "input.1",
    "at most 50000 characters",
  ],
  ["no model", { input: "a" }, "model", "model must be a string"],
  ["null for the model", { input: "a", model: null }, "model", "model must be a string and is null"],
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
  ["a list for the body", [], null, "the body must be a JSON object"],
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

test("says which input is too long, and counts no failure of the service's for those that it kept from starting", async () => {
  upstreams.bedrock.answer = (request) =>
    request.body.includes("long") ? failure(400, "ValidationException", "Too many input tokens") : embeds(request);
  const input = Array.from({ length: 100 }, (_, index) => (index === 10 ? "long" : `text ${index}`));
  const { status, body } = await post(handler, { input, model });
  expect([status, body["error"]]).toMatchObject([
    400,
    { code: "text_too_long", param: "input.10", message: expect.stringMatching(/^input\.10: The text is longer/) },
  ]);
  expect(upstreams.log).toMatchObject([{ level: "info", item_codes: { text_too_long: 1 } }]);
  expect(upstreams.log[0]).not.toHaveProperty("ItemFailures");
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

const most = { float: 381, base64: 1130 };

test.each([
  ["float", undefined, most.float, `encoding_format "base64" (at most ${most.base64}) or dimensions 512 (at most 758)`],
  ["base64", undefined, most.base64, "or ask for dimensions 512 (at most 2048) or dimensions 256 (at most 2048)."],
  ["float", 256, 1499, 'or ask for encoding_format "base64" (at most 2048).'],
])("refuses more %s vectors than a function can answer, before it calls the model", async (...args) => {
  const [encoding_format, dimensions, fit, others] = args;
  const input = new Array(fit + 1).fill("a");
  const { status, body } = await post(handler, { input, model, encoding_format, dimensions });
  expect([status, body]).toMatchObject([400, { error: { code: "response_too_large", param: "input" } }]);
  expect(JSON.stringify(body)).toContain(`send at most ${fit} in one request`);
  expect((body["error"] as { message: string }).message).toContain(others);
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

/** Longer than any machine takes for as many inputs as a request may have. */
const amplyMs = 600_000;

test.each(["float", "base64"] as const)(
  "fits the most %s vectors into what Lambda returns, whatever their numbers",
  async (encoding_format) => {
    // As long as a number can be.
    upstreams.bedrock.answer = () => titan(new Array(1024).fill(Math.fround(-1.04860595e-36)));
    const input = new Array(most[encoding_format]).fill("a");
    const { status, text } = await post(handler, { input, model, encoding_format }, amplyMs);
    expect(status).toBe(200);
    if (encoding_format === "float") expect(text.length).toBeGreaterThan(6_000_000);
  },
);

test("fits 2,048 vectors of 256 numbers as base64", async () => {
  const input = new Array(2_048).fill("a");
  const body = { input, model, dimensions: 256, encoding_format: "base64" };
  expect((await post(handler, body, amplyMs)).status).toBe(200);
});

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
        message: expect.stringContaining(
          `Of 40 inputs, ${embedded} were embedded in the time that a request has: send at most ${embedded} in one,`,
        ),
      },
    },
  ]);
});

test("says the same where the time is up while the model still works on some", async () => {
  upstreams.bedrock.answer = (request) => (upstreams.bedrock.requests.length > 8 ? "hang" : embeds(request));
  const { status, body } = await post(handler, { input: new Array(40).fill("a"), model }, 4_900);
  expect([status, body["error"]]).toMatchObject([
    400,
    { code: "too_many_inputs", message: expect.stringContaining("Of 40 inputs, 8 were embedded in the time") },
  ]);
});
