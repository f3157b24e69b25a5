import type { Passage } from "../../../documents/passage";
import { CommandError } from "../../../tools/command/command-error";
import { ApiClient } from "../../../tools/ingest/api-client";
import { authorizeByToken } from "../../../tools/ingest/sign-request";
import { batchAnswer, problemAnswer } from "../../helpers/api/batch-answers";
import { Upstream, type UpstreamAnswer } from "../../helpers/handler/upstream";

const api = new Upstream();
let url: string;
beforeAll(async () => {
  url = await api.listen();
});
beforeEach(() => {
  api.requests.length = 0;
});
afterAll(() => api.close());

const passages: Passage[] = [
  { id: "a", text: "One", metadata: { page: 7 }, location: "here:1" },
  { id: "b", text: "Two", location: "here:2" },
];

function store(answer: UpstreamAnswer, args: { timeoutMs?: number } = {}) {
  api.answer = () => answer;
  return new ApiClient({ url, ...args }).store(passages);
}

test("asks to embed and store each passage, with the token that it was given", async () => {
  api.answer = batchAnswer;
  const client = new ApiClient({ url: `${url}/stage`, authorize: authorizeByToken("secret") });
  expect(await client.store(passages)).toEqual({
    kind: "answered",
    outcomes: [
      { stored: true, truncated: false },
      { stored: true, truncated: false },
    ],
    model: "amazon.titan-embed-text-v2:0",
    inputTokens: 20,
  });
  const [{ method, path, headers, body } = { headers: {}, body: "" }] = api.requests;
  expect([method, path, headers["content-type"], headers["authorization"]]).toEqual([
    "POST",
    "/stage/embeddings/batch",
    "application/json",
    "Bearer secret",
  ]);
  expect(JSON.parse(body)).toEqual({
    store_in_s3: true,
    items: [
      { text: "One", embedding_id: "a", metadata: { page: 7 } },
      { text: "Two", embedding_id: "b" },
    ],
  });
});

test("asks for the ends of long texts to be left out where it is told to, and tells of which they were", async () => {
  api.answer = (request) => {
    const answer = batchAnswer(request) as { body: string };
    return { status: 200, body: answer.body.replace('"text_length":4', '"text_length":4,"truncated":true') };
  };
  const { requests } = api;
  const stored = await new ApiClient({ url, truncate: "end" }).store(passages);
  expect(JSON.parse(requests[0]?.body ?? "")).toMatchObject({ truncate: "end" });
  expect(stored).toMatchObject({
    outcomes: [
      { stored: true, truncated: true },
      { stored: true, truncated: false },
    ],
  });
});

test.each([
  [503, "model_unavailable", true],
  [503, "index_unavailable", true],
  [504, "storage_timeout", true],
  [502, "model_failed", true],
  [429, "throttled", true],
  [422, "text_too_long", false],
  [412, "embedding_exists", false],
])("tells of an item that failed with %d %s whether it is worth repeating: %p", async (status, code, isTransient) => {
  api.answer = (request) => batchAnswer(request, (id) => (id === "a" ? [status, code] : "stored"));
  expect(await new ApiClient({ url }).store(passages)).toMatchObject({
    kind: "answered",
    outcomes: [
      { stored: false, reason: `${status} ${code}: What ${code} means.`, isTransient, notStarted: false },
      { stored: true },
    ],
    inputTokens: 10,
  });
});

test("tells of an item that was not started", async () => {
  api.answer = (request) => batchAnswer(request, () => [503, "not_started"]);
  expect(await new ApiClient({ url }).store(passages)).toMatchObject({ outcomes: [{ notStarted: true }, {}] });
});

test("does not take a success for one that names no object", async () => {
  api.answer = (request) => {
    const answer = batchAnswer(request) as { body: string };
    return { status: 200, body: answer.body.replace('"embeddings/a.json"', "null") };
  };
  expect(await new ApiClient({ url }).store(passages)).toMatchObject({
    outcomes: [{ stored: false, isTransient: false }, { stored: true }],
  });
});

test.each<[string, UpstreamAnswer, object]>([
  ["429", { status: 429, body: '{"message":"Too Many Requests"}' }, { reason: "429: Too Many Requests" }],
  ["429 with a time", { status: 429, headers: { "retry-after": "7" } }, { reason: "429", retryAfterMs: 7_000 }],
  [
    "503 with a time",
    problemAnswer(503, "model_unavailable", { "retry-after": "5" }),
    { reason: "503 model_unavailable: What model_unavailable means", retryAfterMs: 5_000 },
  ],
  ["a long time", { status: 503, headers: { "retry-after": "86400" } }, { retryAfterMs: 120_000 }],
  [
    "a date that has passed",
    { status: 503, headers: { "retry-after": "Sun, 06 Nov 1994 08:49:37 GMT" } },
    { retryAfterMs: 0 },
  ],
  [
    "a far date",
    { status: 503, headers: { "retry-after": "Fri, 31 Dec 9999 23:59:59 GMT" } },
    { retryAfterMs: 120_000 },
  ],
  ["nonsense for a time", { status: 503, headers: { "retry-after": "soon" } }, { retryAfterMs: 0 }],
  ["504", { status: 504, body: "<html>" }, { reason: "504", retryAfterMs: 0 }],
  ["500", { status: 500 }, { reason: "500" }],
  ["408", { status: 408 }, { reason: "408" }],
  ["a connection that is closed", "reset", { reason: "the API did not answer (UND_ERR_SOCKET)" }],
  [
    "an answer that is cut off",
    { status: 200, headers: { "content-length": "99" }, body: "{" },
    { reason: expect.stringMatching(/^the API did not answer/) },
  ],
])("is to be repeated after %s", async (_name, answer, expected) => {
  expect(await store(answer)).toMatchObject({ kind: "unavailable", ...expected });
});

test("is to be repeated after no answer", async () => {
  const reason = "the API did not answer (no time left)";
  expect(await store("hang", { timeoutMs: 50 })).toMatchObject({ kind: "unavailable", reason });
});

test("is to be repeated where nothing listens", async () => {
  const gone = new Upstream();
  const goneUrl = await gone.listen();
  await gone.close();
  const reason = "the API did not answer (ECONNREFUSED)";
  expect(await new ApiClient({ url: goneUrl }).store(passages)).toMatchObject({ kind: "unavailable", reason });
});

test.each([
  [422, "invalid_request"],
  [413, "too_large"],
])("is refused with %d", async (status, code) => {
  expect(await store(problemAnswer(status, code))).toEqual({
    kind: "refused",
    reason: `${status} ${code}: What ${code} means`,
  });
});

test.each<[string, UpstreamAnswer, RegExp]>([
  ["401", { status: 401, body: '{"message":"Unauthorized"}' }, /answered 401: Unauthorized: call it with the --auth/],
  [
    "403",
    { status: 403, body: '{"message":"Forbidden"}' },
    /answered 403: Forbidden: call it with the --auth that it serves/,
  ],
  [
    "404",
    { status: 404, body: "<html>" },
    /\/embeddings\/batch answered 404: set --url to where the embeddings service is/,
  ],
  ["a redirect", { status: 301, headers: { location: "/" } }, /answered 301: set --url/],
  ["a page", { status: 200, body: "<html>" }, /did not answer as the embeddings service does: set --url/],
  ["other JSON", { status: 200, body: "{}" }, /did not answer as the embeddings service does/],
])("gives up at %s", async (_name, answer, message) => {
  const stored = store(answer);
  await expect(stored).rejects.toThrow(CommandError);
  await expect(stored).rejects.toThrow(message);
});

test("gives up at results of other items, and at an index of another model", async () => {
  api.answer = (request) => batchAnswer({ ...request, body: request.body.replace('"b"', '"c"') });
  await expect(new ApiClient({ url }).store(passages)).rejects.toThrow(/did not answer as the embeddings service/);
  api.answer = (request) => batchAnswer(request, () => [409, "index_mismatch"]);
  await expect(new ApiClient({ url }).store(passages)).rejects.toThrow(/answered What index_mismatch means/);
});
