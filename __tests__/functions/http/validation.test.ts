import { offeredDimensions } from "../../../embedding/models";
import { call, handlerOf, post, useUpstreams } from "../../helpers/handler/handler";

const offered = offeredDimensions.join(", ");

const upstreams = useUpstreams();
const handler = handlerOf("generate");

beforeEach(() => {
  upstreams.s3.answer = () => ({ status: 200, headers: { etag: '"e"' } });
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
  ["dimensions that no model has", { text: "a", dimensions: 300 }, `dimensions must be one of ${offered}`],
  ["dimensions as text", { text: "a", dimensions: "256" }, `dimensions must be one of ${offered}`],
  ["a switch as text", { text: "a", store_in_s3: "true" }, "store_in_s3 must be true or false"],
  ["storing without an id", { text: "a", store_in_s3: true }, "embedding_id is required with store_in_s3"],
  ["an id that is not said to store under", { text: "a", embedding_id: "doc1" }, "set store_in_s3 to true to store it"],
  [
    "metadata that are not said to store",
    { text: "a", metadata: { page: 1 } },
    "metadata is what to store with it: set",
  ],
  [
    "an id and metadata that are not said to store",
    { text: "a", embedding_id: "doc1", metadata: { page: 1 } },
    "to false not to; metadata is what to store with it: set store_in_s3 to true to store it, or to false not to.",
  ],
  ["a condition that is not said to store by", { text: "a", if_changed: true }, "if_changed needs store_in_s3"],
  [
    "a condition of what is not stored",
    { text: "a", embedding_id: "doc1", store_in_s3: false, if_changed: true },
    "if_changed needs store_in_s3, without which nothing is stored",
  ],
  ["a condition as text", { text: "a", if_changed: "true" }, "if_changed must be true or false"],
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
    { field: "text", message: 'must not be blank and is ""' },
    { field: "normalize", message: "must be true or false and is 1" },
    { field: "", message: 'the body has unknown fields: "nonsense"' },
  ]);
});

test.each([
  ["in the body", '{"text": "a", "__proto__": {"normalize": 1}}'],
  ["in its metadata", '{"text": "a", "metadata": {"__proto__": 1}}'],
])("refuses the key __proto__ %s", async (_, body) => {
  const answer = await call(handler, { method: "POST", body });
  expect([answer.status, answer.body["detail"]]).toEqual([400, 'The body has the key "__proto__".']);
});

test.each<[string, object]>([
  ["empty metadata, as some clients send for none", { metadata: {} }],
  ["metadata, an id and the word not to store them", { metadata: { page: 1 }, embedding_id: "a", store_in_s3: false }],
  ["what says no more than leaving it out", { store_in_s3: false, if_changed: false, truncate: "none" }],
])("takes %s, and stores nothing", async (_, fields) => {
  expect((await post(handler, { text: "a", ...fields })).status).toBe(200);
  expect(upstreams.s3.requests).toEqual([]);
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

test.each([
  ["a key twice", '{"text": "a", "text": "b"}'],
  ["a key twice, spelled differently", '{"text": "a", "te\\u0078t": "b"}'],
  ["a key twice in an inner object", '{"text": "a", "metadata": {"k": 1, "k": 2}}'],
])("refuses a body with %s", async (_, body) => {
  const answer = await call(handler, { method: "POST", body });
  expect([answer.status, answer.body["code"]]).toEqual([400, "malformed_body"]);
  expect(answer.body["detail"]).toBe("The body has the same key twice in an object.");
  expect(upstreams.bedrock.requests).toEqual([]);
});

test("refuses a body that is not valid UTF-8", async () => {
  const body = Buffer.concat([Buffer.from('{"text": "a'), Buffer.from([0xff]), Buffer.from('"}')]);
  const answer = await call(handler, { method: "POST", body });
  expect([answer.status, answer.body["code"]]).toEqual([400, "malformed_body"]);
});

test.each<[string, unknown, string]>([
  ["that is a list", ["a"], "metadata must be an object"],
  [
    "with an inner object",
    { a: { b: 1 } },
    "metadata.a must be a string, a finite number, a boolean, or a list of at least one string or of numbers",
  ],
  [
    "with null",
    { a: null },
    "metadata.a must be a string, a finite number, a boolean, or a list of at least one string or of numbers",
  ],
  ...[[], [true], ["a", 1], [null], [["a"]]].map((list): [string, unknown, string] => [
    `with the list ${JSON.stringify(list)}`,
    { a: list },
    "metadata.a must be a string, a finite number, a boolean, or a list of at least one string or of numbers",
  ]),
  ["of more than 2 KB", { a: "x".repeat(2_041) }, "metadata must have at most 2048 bytes as JSON and has 2049"],
  [
    "of more than 2 KB in bytes",
    { a: "ä".repeat(1_021) },
    "metadata must have at most 2048 bytes as JSON and has 2050",
  ],
  ["with half a surrogate pair", { a: "\ud83c" }, "metadata.a must be"],
  ["with half a surrogate pair in a key", { "\ud83c": 1 }, "has a key that is not valid Unicode"],
])("refuses metadata %s", async (_, metadata, message) => {
  const { status, body } = await post(handler, { text: "a", metadata });
  expect([status, body["detail"]]).toEqual([422, expect.stringContaining(message)]);
  expect(upstreams.bedrock.requests).toEqual([]);
});

test("refuses metadata with a number beyond the finite", async () => {
  const { status, body } = await call(handler, { method: "POST", body: '{"text": "a", "metadata": {"a": 1e999}}' });
  expect([status, body["detail"]]).toEqual([422, expect.stringMatching(/metadata\.a must be .* and is Infinity\./)]);
});

test("names at most 20 invalid fields", async () => {
  const metadata = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`k${index}`, null]));
  const { body } = await post(handler, { text: "a", metadata });
  expect(body["errors"]).toHaveLength(20);
  expect(body["detail"]).toMatch(/; and 10 more\.$/);
});

test.each([
  ["that is missing", {}, "text must be a string and is missing."],
  ["that is short", { text: "a", dimensions: 300 }, `dimensions must be one of ${offered} and is 300.`],
  ["but nothing long", { text: "a", embedding_id: "/".repeat(100) }, "and start with a letter or digit."],
])("names an invalid value %s", async (_, request, message) => {
  expect((await post(handler, request)).body["detail"]).toEqual(expect.stringContaining(message));
});

test.each([`${"k".repeat(63)}😀`, "half \ud83c"])("answers valid Unicode whose key is %j", async (key) => {
  const { text } = await post(handler, { text: "a", metadata: { [key]: null } });
  expect(text).not.toMatch(/\\u/);
});

test("quotes no more than the start of a key, however long", async () => {
  const key = "k".repeat(100_000);
  const metadata = await post(handler, { text: "a", metadata: { [key]: null } });
  const unknown = await post(handler, { text: "a", [key]: 1 });
  for (const { status, text } of [metadata, unknown]) {
    expect(status).toBe(422);
    expect(text).toContain(`${"k".repeat(64)}…`);
    expect(text.length).toBeLessThan(1_000);
  }
});
