import { newApiKey } from "../../../common/api-key";
import { EmbeddingError } from "../../../embedding/errors";
import { withRequestContext } from "../../../functions/http/request-context";
import { type AnsweredRequest, logRequest } from "../../../functions/http/request-log";
import { type RequestReportArgs, requestReport } from "../../../local/terminal/request-report";
import type { ServedRequest } from "../../../local/terminal/served-request";

const search = { method: "POST", url: "/embeddings/search", status: 200, durationMs: 17.6 };

/** What is written of requests, without colours unless they are asked for. */
async function written(requests: readonly ServedRequest[], args: Partial<RequestReportArgs> = {}): Promise<string> {
  let text = "";
  const report = requestReport({
    format: "text",
    colours: false,
    write: (more) => {
      text += more;
    },
    now: () => new Date(2026, 0, 2, 12, 3, 7),
    ...args,
  });
  for (const request of requests) report(request);
  await new Promise(setImmediate);
  return text;
}

/** A line of log as a function writes it. */
async function logged(answered: Partial<AnsweredRequest>, calls: Record<string, object>): Promise<string> {
  let line = "";
  const write = jest.spyOn(process.stdout, "write").mockImplementation((text) => {
    line = String(text);
    return true;
  });
  await withRequestContext("id", 10_000, async (context) => {
    logRequest(
      { route: "POST /embeddings/search", status: 200, error: undefined, ...answered },
      { ...context, ...calls },
    );
  });
  write.mockRestore();
  return line;
}

const calls = {
  modelCalls: { calls: 1, attempts: 1, durationMs: 6.2, throttles: 0, inputTokens: 14 },
  indexCalls: { calls: 2, attempts: 2, durationMs: 6.1 },
};

beforeAll(() => {
  process.env["SERVICE_NAME"] = "dev";
});

test("is one line a request, with what the function logs of its calls", async () => {
  const log = await logged({}, calls);
  expect(await written([{ ...search, log }])).toBe(
    "12:03:07 POST /embeddings/search 200 18 ms · model 6 · index 3 × 2 · 14 tokens\n",
  );
});

test("tells calls that were repeated from several calls", async () => {
  const storageCalls = { calls: 100, attempts: 103, durationMs: 2_000 };
  const log = await logged({}, { storageCalls, indexCalls: { calls: 1, attempts: 3, durationMs: 3 } });
  expect(await written([{ ...search, log }])).toBe(
    "12:03:07 POST /embeddings/search 200 18 ms · storage 20 × 100 (103 attempts) · index 3 (3 attempts)\n",
  );
});

test("says how much of what was to be stored was unchanged", async () => {
  const log = await logged({}, { unchanged: 88 as never });
  expect(await written([{ ...search, log }])).toBe("12:03:07 POST /embeddings/search 200 18 ms · 88 unchanged\n");
});

test("names the fields that were ignored, without what a terminal obeys", async () => {
  const log = await logged({}, { ignoredFields: ["drop_params", "dimension\u001b[2J"] });
  expect(await written([{ ...search, log }])).toBe(
    "12:03:07 POST /embeddings/search 200 18 ms · ignored drop_params, dimension\\u001b[2J\n",
  );
});

test("names the code of an error, and of items that failed", async () => {
  const error = new EmbeddingError("text_too_long", "too long");
  const log = await logged({ status: 422, error }, {});
  expect(await written([{ ...search, status: 422, log }])).toBe(
    "12:03:07 POST /embeddings/search 422 18 ms · text_too_long\n",
  );
  const unavailable = new EmbeddingError("index_unavailable", "unavailable");
  const items = await logged({ status: 207 }, { itemErrors: [unavailable, unavailable] as never });
  expect(await written([{ ...search, status: 207, log: items }])).toBe(
    "12:03:07 POST /embeddings/search 207 18 ms · 2 × index_unavailable\n",
  );
});

test("tells what a reranker took, and why there was none", async () => {
  const rerankCalls = { calls: 1, attempts: 1, durationMs: 210, throttles: 0, modelId: "amazon.rerank-v1:0" };
  expect(await written([{ ...search, log: await logged({}, { rerankCalls } as never) }])).toBe(
    "12:03:07 POST /embeddings/search 200 18 ms · rerank 210\n",
  );
  const rerankError = new EmbeddingError("model_unavailable", "busy");
  const without = await logged({}, { rerankCalls: { ...rerankCalls, attempts: 3 }, rerankError } as never);
  expect(await written([{ ...search, log: without }])).toBe(
    "12:03:07 POST /embeddings/search 200 18 ms · not reranked: model_unavailable · rerank 210 (3 attempts)\n",
  );
});

test("says why the gateway refused a request, in place of its time", async () => {
  const reason = "no route GET /embedding: did you mean /embeddings";
  expect(await written([{ ...search, method: "GET", url: "/embedding", status: 404, reason }])).toBe(
    "12:03:07 GET /embedding 404 no route GET /embedding: did you mean /embeddings\n",
  );
});

test("shows no commands to the terminal that a client sent", async () => {
  const line = await written([
    { ...search, status: 403, reason: "the token has the scopes \u001b]0;a\u0007, b\u009b2J" },
  ]);
  expect(line).toBe("12:03:07 POST /embeddings/search 403 the token has the scopes \\u001b]0;a\\u0007, b\\u009b2J\n");
});

test("shows none either in what a function threw, nor a line that passes for another request's", async () => {
  const message = "\u001b[2J is no id\r\n12:03:08 GET /health 200 1 ms";
  const cause = new Error(message);
  cause.stack = `${cause}\n    at c.js:1:2`;
  const log = await logged({ status: 500, error: new EmbeddingError("internal_error", "internal", { cause }) }, {});
  const crashed = { ...search, status: 502, reason: `The function a failed: ${cause}`, stack: cause.stack };
  const line = /^12:03:07 POST \/embeddings\/search 50[02] /;
  const lines = (await written([{ ...search, status: 500, log }, crashed])).trimEnd().split("\n");
  expect(lines.filter((text) => !/^ {2}/.test(text))).toEqual([
    expect.stringMatching(line),
    expect.stringMatching(line),
  ]);
  expect(lines.join("\n")).toContain("\\u001b[2J is no id\\u000d\n  12:03:08 GET /health");
  expect(lines.join("")).not.toMatch(/\p{Cc}/u);
});

test.each([undefined, "no JSON\n", "{}\n"])("is the time alone where the function logs %j", async (log) => {
  expect(await written([{ ...search, log }])).toBe("12:03:07 POST /embeddings/search 200 18 ms\n");
});

test("cuts a long path", async () => {
  const line = await written([{ ...search, url: `/embeddings/${"x".repeat(1_000)}` }]);
  expect(line).toHaveLength("12:03:07 POST  200 18 ms\n".length + 121);
});

test.each([
  [200, "\u001b[32m200"],
  [207, "\u001b[32m207"],
  [304, "\u001b[32m304"],
  [404, "\u001b[33m404"],
  [503, "\u001b[31m503"],
])("paints the status %d", async (status, painted) => {
  expect(await written([{ ...search, status }], { colours: true })).toContain(painted);
  expect(await written([{ ...search, status }])).not.toContain("\u001b");
});

test("shows where a function threw, in its sources, at once with its line", async () => {
  const failed = {
    ...search,
    status: 502,
    reason: "The function a failed: Error: b",
    stack: "Error: b\n    at c.js:1:2",
  };
  const sourceStack = jest.fn(async (stack: string) => stack.replace("c.js:1:2", "c.ts:3:4"));
  expect(await written([failed, search], { sourceStack })).toBe(
    "12:03:07 POST /embeddings/search 200 18 ms\n" +
      "12:03:07 POST /embeddings/search 502 The function a failed: Error: b\n      at c.ts:3:4\n",
  );
  const sourceless = async () => Promise.reject(new Error("no source maps"));
  expect(await written([failed], { sourceStack: sourceless })).toContain("\n      at c.js:1:2\n");
});

test("shows where an error came from that a function answered", async () => {
  const cause = new TypeError("a is undefined");
  cause.stack = "TypeError: a is undefined\n    at c.js:1:2";
  const log = await logged({ status: 500, error: new EmbeddingError("internal_error", "internal", { cause }) }, {});
  expect(await written([{ ...search, status: 500, log }])).toBe(
    "12:03:07 POST /embeddings/search 500 18 ms · internal_error\n  TypeError: a is undefined\n      at c.js:1:2\n",
  );
});

test("shows what caused that, and what it was made of, each with its positions", async () => {
  const at = (error: Error, place: string) => Object.assign(error, { stack: `${error}\n    at ${place}:1:2` });
  const refused = at(Object.assign(new Error(""), { code: "ECONNREFUSED" }), "net.js");
  const none = at(new AggregateError([refused], "none"), "connect.js");
  const cause = at(new TypeError("fetch failed", { cause: none }), "a.js");
  const log = await logged({ status: 500, error: new EmbeddingError("internal_error", "internal", { cause }) }, {});
  const sourceStack = async (stack: string) => stack.replaceAll(".js", ".ts");
  expect(await written([{ ...search, status: 500, log }], { sourceStack })).toBe(
    [
      "12:03:07 POST /embeddings/search 500 18 ms · internal_error",
      "  TypeError: fetch failed",
      "      at a.ts:1:2",
      "  Caused by: AggregateError: none",
      "      at connect.ts:1:2",
      "  Caused by: Error: ECONNREFUSED",
      "      at net.ts:1:2\n",
    ].join("\n"),
  );
});

test("is, as JSON, what the functions log, and a line for what the gateway refused", async () => {
  const log = await logged({}, calls);
  const refused = { ...search, status: 404, reason: "no route" };
  const [first, second] = (await written([{ ...search, log }, refused], { format: "json" })).trimEnd().split("\n");
  expect(`${first}\n`).toBe(log);
  expect(JSON.parse(second ?? "")).toEqual({
    level: "info",
    message: "refused",
    method: "POST",
    url: "/embeddings/search",
    status: 404,
    latency_ms: 17.6,
    reason: "no route",
  });
});

test("is nothing where it is to be quiet", async () => {
  expect(await written([search, { ...search, status: 404, reason: "no route" }], { format: "quiet" })).toBe("");
});

test.each(["text", "json"] as const)("never has a key that was sent in an address, as %s", async (format) => {
  const key = newApiKey();
  const url = `/${"a".repeat(80)}?api_key=${key}`;
  const refused = { ...search, status: 404, url, reason: `no route GET /${key}` };
  const text = await written([refused, { ...search, url }], { format });
  expect(text).toContain("no route GET /embk_…");
  expect(text).not.toContain(key.slice(0, 30));
});
