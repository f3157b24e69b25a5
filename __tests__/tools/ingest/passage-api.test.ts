import type { Passage } from "../../../documents/passage";
import { ApiClient, type ApiClientArgs } from "../../../tools/api/api-client";
import { authorizeByToken } from "../../../tools/api/authorize";
import { CommandError } from "../../../tools/command/command-error";
import { PassageApi } from "../../../tools/ingest/passage-api";
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

/** Stores the passages; the API has answered nothing before unless the test says so. */
const send = (args: Partial<ApiClientArgs> & { isProven?: boolean } = {}) =>
  new PassageApi(new ApiClient({ url, ...args })).store(passages, { isProven: args.isProven ?? false });

function store(answer: UpstreamAnswer, args: { timeoutMs?: number; isProven?: boolean } = {}) {
  api.answer = () => answer;
  return send(args);
}

test("asks to embed and store each passage, with the token that it was given", async () => {
  api.answer = batchAnswer;
  const stage = { url: `${url}/stage`, authorize: authorizeByToken("secret") };
  expect(await send(stage)).toEqual({
    kind: "answered",
    outcomes: [
      { stored: true, truncated: false, unchanged: false },
      { stored: true, truncated: false, unchanged: false },
    ],
    model: "amazon.titan-embed-text-v2:0",
    inputTokens: 20,
    retryAfterMs: 0,
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
    return_embedding: false,
    if_changed: true,
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
  const stored = await new PassageApi(new ApiClient({ url }), { truncate: "end" }).store(passages, { isProven: false });
  expect(JSON.parse(requests[0]?.body ?? "")).toMatchObject({ truncate: "end" });
  expect(stored).toMatchObject({
    outcomes: [
      { stored: true, truncated: true, unchanged: false },
      { stored: true, truncated: false, unchanged: false },
    ],
  });
});

test.each([
  [503, "model_unavailable", "throttled"],
  [503, "index_unavailable", "throttled"],
  [504, "storage_timeout", "failed"],
  [502, "model_failed", "failed"],
  [429, "throttled", "throttled"],
  [503, "not_started", "notStarted"],
  [422, "text_too_long", "refused"],
  [412, "embedding_exists", "refused"],
])("tells of an item that failed with %d %s whether it is worth repeating: %p", async (status, code, kind) => {
  api.answer = (request) => batchAnswer(request, (id) => (id === "a" ? [status, code] : "stored"));
  expect(await send()).toMatchObject({
    kind: "answered",
    outcomes: [{ stored: false, reason: `${status} ${code}: What ${code} means.`, kind }, { stored: true }],
    inputTokens: 10,
  });
});

test("does not take a success for one that names no object", async () => {
  api.answer = (request) => {
    const answer = batchAnswer(request) as { body: string };
    return { status: 200, body: answer.body.replace('"embeddings/a.json"', "null") };
  };
  expect(await send()).toMatchObject({
    outcomes: [{ stored: false, kind: "refused" }, { stored: true }],
  });
});

const unavailable = { kind: "unavailable", retryAfterMs: 0 };
const throttled = { kind: "throttled", isLimit: false };

test.each<[string, UpstreamAnswer, object]>([
  [
    "429",
    { status: 429, body: '{"message":"Too Many Requests"}' },
    { kind: "throttled", isLimit: true, reason: "429: Too Many Requests", retryAfterMs: 0 },
  ],
  [
    "429 with a time",
    { status: 429, headers: { "retry-after": "7" } },
    { kind: "throttled", isLimit: true, reason: "429", retryAfterMs: 7_000 },
  ],
  [
    "503 with a time",
    problemAnswer(503, "model_unavailable", { "retry-after": "5" }),
    { ...throttled, reason: "503 model_unavailable: What model_unavailable means", retryAfterMs: 5_000 },
  ],
  ["a long time", { status: 503, headers: { "retry-after": "86400" } }, { ...throttled, retryAfterMs: 120_000 }],
  [
    "a date that has passed",
    { status: 503, headers: { "retry-after": "Sun, 06 Nov 1994 08:49:37 GMT" } },
    { ...throttled, retryAfterMs: 0 },
  ],
  [
    "a far date",
    { status: 503, headers: { "retry-after": "Fri, 31 Dec 9999 23:59:59 GMT" } },
    { ...throttled, retryAfterMs: 120_000 },
  ],
  ["nonsense for a time", { status: 503, headers: { "retry-after": "soon" } }, { ...throttled, retryAfterMs: 0 }],
  [
    "503",
    { status: 503, body: '{"message":"Service Unavailable"}' },
    { ...unavailable, reason: "503: Service Unavailable" },
  ],
  ["504", { status: 504, body: "<html>" }, { ...unavailable, reason: "504" }],
  ["500", { status: 500 }, { ...unavailable, reason: "500" }],
  ["408", { status: 408 }, { ...unavailable, reason: "408" }],
  ["a connection that is closed", "reset", { ...unavailable, reason: "the API did not answer (UND_ERR_SOCKET)" }],
  [
    "an answer that is cut off",
    { status: 200, headers: { "content-length": "99" }, body: "{" },
    { ...unavailable, reason: expect.stringMatching(/^the API did not answer/) },
  ],
])("is to be repeated after %s", async (_name, answer, expected) => {
  expect(await store(answer)).toMatchObject(expected);
});

test("is to be repeated after 404 where the API has answered before, as while it is restarted", async () => {
  expect(await store({ status: 404 }, { isProven: true })).toMatchObject({ ...unavailable, reason: "404" });
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
  expect(await send({ url: goneUrl })).toMatchObject({ kind: "unavailable", reason });
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
  await expect(send()).rejects.toThrow(/did not answer as the embeddings service/);
  api.answer = (request) => batchAnswer(request, () => [409, "index_mismatch"]);
  await expect(send()).rejects.toThrow(/answered What index_mismatch means/);
});

test("gives up where the service may not call its model", async () => {
  api.answer = (request) => batchAnswer(request, () => [503, "model_access_denied"]);
  await expect(send()).rejects.toThrow(/answered What model_access_denied means/);
});

test("tells what the store had as it is, and has all stored anew where it is told to", async () => {
  api.answer = (request) => {
    const answer = batchAnswer(request);
    if (typeof answer !== "object") return answer;
    const body = JSON.parse(answer.body ?? "");
    body.results[0].unchanged = true;
    return { ...answer, body: JSON.stringify(body) };
  };
  const anew = new PassageApi(new ApiClient({ url }), { ifChanged: false });
  expect(await anew.store(passages, { isProven: false })).toMatchObject({
    outcomes: [{ unchanged: true }, { unchanged: false }],
  });
  expect(JSON.parse(api.requests[0]?.body ?? "")).not.toHaveProperty("if_changed");
});

test.each([401, 403])("says how to go on where credentials that were taken before are answered %d", async (status) => {
  await expect(store({ status, body: '{"message":"No"}' }, { isProven: true })).rejects.toThrow(
    new CommandError(
      `${url}/embeddings/batch answered ${status}: No: the credentials have expired, or may not store; with others the same command goes on`,
    ),
  );
});

test("says so where the address is of HTTPS and the service is not, and where fetch does not call a port", async () => {
  const https = await send({ url: url.replace("http:", "https:") });
  expect(https).toMatchObject({
    kind: "unavailable",
    reason: "the API did not answer (there is no TLS: is it http:// rather than https://?)",
  });
  expect(await send({ url: "http://localhost:1" })).toMatchObject({ reason: "the API did not answer (bad port)" });
});
