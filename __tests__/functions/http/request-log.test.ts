import { embeds, failure, s3Failure } from "../../helpers/handler/aws-answers";
import { handlerOf, post, useUpstreams } from "../../helpers/handler/handler";

const upstreams = useUpstreams({ index: { model: "amazon.titan-embed-text-v2:0", dimension: 1024 } });
const handler = handlerOf("generate");

beforeEach(() => {
  upstreams.s3.answer = () => ({ status: 200, headers: { etag: '"e"' } });
});

const secret = "a text that nobody else may read";
const request = { text: secret, store_in_s3: true, embedding_id: "doc1", metadata: { note: secret } };
/** The metrics by name, as CloudWatch reads them out of a line, each a count of this service. */
const metrics = (line: Record<string, unknown> = {}) => {
  const { Timestamp, CloudWatchMetrics } = (line["_aws"] ?? { Timestamp: 0, CloudWatchMetrics: [] }) as {
    Timestamp: number;
    CloudWatchMetrics: { Namespace: string; Dimensions: string[][]; Metrics: { Name: string; Unit: string }[] }[];
  };
  expect(Timestamp).toEqual(expect.any(Number));
  expect(line["Service"]).toBe("service-under-test");
  return Object.fromEntries(
    CloudWatchMetrics.flatMap(({ Metrics, ...directive }) => {
      expect(directive).toEqual({ Namespace: "EmbeddingsService", Dimensions: [["Service"]] });
      return Metrics.map(({ Name, Unit }) => {
        expect(Unit).toBe("Count");
        return [Name, line[Name]];
      });
    }),
  );
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
    model: { calls: 1, attempts: 2, throttles: 1, latency_ms: expect.any(Number), input_tokens: 3 },
    storage: { calls: 1, attempts: 1, latency_ms: expect.any(Number) },
    index: { calls: 1, attempts: 1, latency_ms: expect.any(Number) },
    Service: "service-under-test",
  });
  expect(line).not.toHaveProperty("code");
});

test("counts the tokens of a request that succeeds, and nothing that did not happen", async () => {
  await post(handler, request);
  expect(metrics(upstreams.log[0])).toEqual({ InputTokens: 3 });
});

test("counts a throttled request that fails", async () => {
  upstreams.bedrock.answer = () => failure(429, "ThrottlingException");
  await post(handler, request);
  const [line] = upstreams.log;
  expect(line).toMatchObject({ level: "error", status: 503, code: "model_unavailable" });
  expect(metrics(line)).toEqual({ ModelThrottles: 3 });
});

test.each<[string, () => void, Record<string, number>]>([
  [
    "the index",
    () => {
      upstreams.vectors.answer = () => failure(403, "AccessDeniedException");
    },
    { IndexFailures: 1, InputTokens: 3 },
  ],
  [
    "the bucket",
    () => {
      upstreams.s3.answer = () => s3Failure(403, "AccessDenied");
    },
    { StorageFailures: 1, InputTokens: 3 },
  ],
])("counts a failure of %s", async (_, fail, counted) => {
  fail();
  const { status } = await post(handler, request);
  expect(status).toBe(503);
  expect(metrics(upstreams.log[0])).toEqual(counted);
});

test("counts the failed items of a batch, whose answer is no failure, by what failed", async () => {
  const { handler: batch } = require("../../../functions/routes/batch/handler");
  upstreams.vectors.answer = () => failure(500, "InternalServerException");
  upstreams.s3.answer = ({ path }) =>
    path.includes("denied") ? s3Failure(403, "AccessDenied") : { status: 200, headers: { etag: '"e"' } };
  const items = ["denied", "a", "b"].map((embedding_id) => ({ text: "a text", embedding_id }));
  const { status } = await post(batch, { items, store_in_s3: true });
  expect(status).toBe(207);
  expect(metrics(upstreams.log[0])).toEqual({
    StorageFailures: 1,
    IndexFailures: 2,
    ItemFailures: 3,
    InputTokens: 9,
  });
});

test("counts the codes of a batch's items, and keeps the cause of the first that is not the caller's fault", async () => {
  const { handler: batch } = require("../../../functions/routes/batch/handler");
  upstreams.bedrock.answer = ({ body }) =>
    body.includes("long") ? failure(400, "ValidationException", "Too many input tokens") : failure(403, "AccessDenied");
  await post(batch, { items: [{ text: "long" }, { text: "a" }, { text: "b" }] });
  expect(upstreams.log).toMatchObject([
    {
      level: "error",
      status: 207,
      item_codes: { text_too_long: 1, model_access_denied: 2 },
      cause: { name: "AccessDenied", status: 403 },
      ItemFailures: 2,
    },
  ]);
  // Which the calls, three side by side, take one by one.
  const [line] = upstreams.log as { model: { latency_ms: number }; latency_ms: number }[];
  expect(line?.model.latency_ms).toBeLessThan(line?.latency_ms ?? 0);
});

test("has no metrics of a request that is refused", async () => {
  await post(handler, { ...request, text: "" });
  const [line] = upstreams.log;
  expect(line).toMatchObject({ level: "info", status: 422, code: "invalid_request" });
  expect(line).not.toHaveProperty("_aws");
  expect(metrics(line)).toEqual({});
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
