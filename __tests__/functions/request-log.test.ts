import { embeds, failure } from "../helpers/aws-answers";
import { handlerOf, post, useUpstreams } from "../helpers/handler";

const upstreams = useUpstreams();
const handler = handlerOf("generate");

beforeEach(() => {
  upstreams.s3.answer = () => ({ status: 200, headers: { etag: '"e"' } });
});

const secret = "a text that nobody else may read";
const request = { text: secret, store_in_s3: true, embedding_id: "doc1", metadata: { note: secret } };
/** The values of the metrics by name, with their units, as CloudWatch reads them out of a line. */
const metrics = (line: Record<string, unknown> = {}) => {
  const { CloudWatchMetrics } = line["_aws"] as {
    CloudWatchMetrics: { Namespace: string; Dimensions: string[][]; Metrics: { Name: string; Unit: string }[] }[];
  };
  expect(CloudWatchMetrics).toHaveLength(1);
  expect(CloudWatchMetrics[0]).toMatchObject({ Namespace: "EmbeddingsService", Dimensions: [["FunctionName"]] });
  return Object.fromEntries(CloudWatchMetrics[0]?.Metrics.map(({ Name, Unit }) => [Name, [line[Name], Unit]]) ?? []);
};

test("writes one line for a request, with its measures", async () => {
  upstreams.bedrock.answer = (upstream) =>
    upstreams.bedrock.requests.length === 1 ? failure(429, "ThrottlingException") : embeds(upstream);
  const { status } = await post(handler, request);
  expect(status).toBe(200);
  const [line, ...others] = upstreams.log;
  expect(others).toEqual([]);
  expect(line).toMatchObject({
    level: "info",
    message: "request",
    request_id: "request-1",
    route: "test",
    status: 200,
    latency_ms: expect.any(Number),
    model: { attempts: 2, throttles: 1, latency_ms: expect.any(Number), input_tokens: 3 },
    storage: { attempts: 1, latency_ms: expect.any(Number) },
    FunctionName: "function-under-test",
  });
  expect(line).not.toHaveProperty("code");
});

test("writes the metrics in CloudWatch's embedded format", async () => {
  await post(handler, request);
  const [line] = upstreams.log;
  expect(line?.["_aws"]).toMatchObject({ Timestamp: expect.any(Number) });
  expect(metrics(line)).toEqual({
    Latency: [line?.["latency_ms"], "Milliseconds"],
    ClientErrors: [0, "Count"],
    ServerErrors: [0, "Count"],
    ModelLatency: [expect.any(Number), "Milliseconds"],
    ModelThrottles: [0, "Count"],
    InputTokens: [3, "Count"],
  });
});

test("counts a throttled request that fails", async () => {
  upstreams.bedrock.answer = () => failure(429, "ThrottlingException");
  await post(handler, request);
  const [line] = upstreams.log;
  expect(line).toMatchObject({ level: "error", status: 503, code: "model_unavailable" });
  expect(metrics(line)).toMatchObject({
    ServerErrors: [1, "Count"],
    ClientErrors: [0, "Count"],
    ModelThrottles: [3, "Count"],
  });
});

test("counts the codes of a batch's items, and keeps the cause of the first that is not the caller's fault", async () => {
  const { handler: batch } = require("../../functions/batch");
  upstreams.bedrock.answer = ({ body }) =>
    body.includes("long") ? failure(400, "ValidationException", "Too many input tokens") : failure(403, "AccessDenied");
  await post(batch, { items: [{ text: "long" }, { text: "a" }, { text: "b" }] });
  expect(upstreams.log).toMatchObject([
    {
      level: "error",
      status: 207,
      item_codes: { text_too_long: 1, model_access_denied: 2 },
      cause: { name: "AccessDenied", status: 403 },
      ServerErrors: 1,
      ClientErrors: 0,
    },
  ]);
  // Which the calls, three side by side, take one by one.
  const [line] = upstreams.log as { model: { latency_ms: number }; latency_ms: number }[];
  expect(line?.model.latency_ms).toBeLessThan(line?.latency_ms ?? 0);
});

test("counts a refused request, which has no measures of the model", async () => {
  await post(handler, { ...request, text: "" });
  const [line] = upstreams.log;
  expect(line).toMatchObject({ level: "info", status: 422, code: "invalid_request" });
  expect(metrics(line)).toEqual({
    Latency: [expect.any(Number), "Milliseconds"],
    ClientErrors: [1, "Count"],
    ServerErrors: [0, "Count"],
  });
});

test.each<[string, (message: string) => void]>([
  [
    "the model",
    (message) => {
      upstreams.bedrock.answer = () => failure(400, "ValidationException", message);
    },
  ],
  [
    "S3",
    (message) => {
      const body = `<Error><Code>SignatureDoesNotMatch</Code><Message>${message}</Message></Error>`;
      upstreams.s3.answer = () => ({ status: 403, headers: { "content-type": "application/xml" }, body });
    },
  ],
])("never logs what an error of %s quotes", async (_, fail) => {
  fail(`The string "${secret}" is not valid`);
  const { status } = await post(handler, request);
  expect(status).toBeGreaterThanOrEqual(500);
  expect(upstreams.log).toMatchObject([{ cause: { name: expect.any(String), stack: expect.stringContaining("at ") } }]);
  expect(JSON.stringify(upstreams.log)).not.toContain(secret);
});

test.each<[string, () => void]>([
  ["succeeds", () => {}],
  ["is refused", () => {}],
  [
    "gets broken output",
    () => {
      upstreams.bedrock.answer = () => ({ status: 200, body: `{"embedding":[0.123456789],"text":"${secret}"` });
    },
  ],
  [
    "gets a vector of another length",
    () => {
      upstreams.bedrock.answer = () => ({ status: 200, body: '{"embedding":[0.123456789],"inputTextTokenCount":1}' });
    },
  ],
  [
    "is not stored",
    () => {
      upstreams.s3.answer = () => ({ status: 500 });
    },
  ],
])("never logs text, vector or credentials of a request that %s", async (name, prepare) => {
  prepare();
  await post(handler, name === "is refused" ? { ...request, [secret]: 1 } : request);
  const log = JSON.stringify(upstreams.log);
  expect(upstreams.log).toHaveLength(1);
  for (const hidden of [secret, "0.123456789", "0.8414", String(process.env["AWS_SECRET_ACCESS_KEY"])]) {
    expect(log).not.toContain(hidden);
  }
});
