import { s3Failure } from "../../helpers/handler/aws-answers";
import { call, handlerOf, useUpstreams } from "../../helpers/handler/handler";
import { listing } from "../../helpers/handler/s3-listing";

const upstreams = useUpstreams();
const handler = handlerOf("list");

const list = (query: Record<string, string> = {}) =>
  call(handler, { url: `/embeddings?${new URLSearchParams(query)}` });
const query = () => Object.fromEntries(new URL(`http://s3${upstreams.s3.requests.at(-1)?.path}`).searchParams);

test("lists 100 by default, with key, size and time", async () => {
  upstreams.s3.answer = () => listing(["embeddings/a.json", "embeddings/b:1.json"]);
  const { status, body } = await list();
  expect([status, body]).toEqual([
    200,
    {
      embeddings: [
        { id: "a", s3_key: "embeddings/a.json", size_bytes: 10, last_modified: "2026-01-02T03:04:05.000Z" },
        { id: "b:1", s3_key: "embeddings/b:1.json", size_bytes: 10, last_modified: "2026-01-02T03:04:05.000Z" },
      ],
      store_id: expect.stringMatching(/^[\w-]{22}$/),
      next_cursor: null,
    },
  ]);
  expect(query()).toEqual({ "list-type": "2", "max-keys": "100", prefix: "embeddings/" });
});

test("goes on after the last key of the page, whatever object that is", async () => {
  upstreams.s3.answer = () => listing(["embeddings/a.json", "embeddings/notes ü.txt"], true);
  const { body } = await list({ limit: "2", prefix: "a" });
  expect(body["embeddings"]).toMatchObject([{ id: "a" }]);
  upstreams.s3.answer = () => listing([]);
  expect((await list({ limit: "1000", prefix: "a", cursor: String(body["next_cursor"]) })).body).toEqual({
    embeddings: [],
    store_id: body["store_id"],
    next_cursor: null,
  });
  expect(query()).toEqual({
    "list-type": "2",
    "max-keys": "1000",
    prefix: "embeddings/a",
    "start-after": "embeddings/notes ü.txt",
  });
});

test("leaves out the objects that are no embeddings of this service", async () => {
  const others = [
    "embeddings/",
    "embeddings/a/b.json",
    "embeddings/.json",
    "embeddings/abcd.text",
    "embeddings/ü.json",
  ];
  upstreams.s3.answer = () => listing([...others, "embeddings/a.json"]);
  expect((await list()).body["embeddings"]).toMatchObject([{ id: "a" }]);
});

test("leaves out an id that starts so only with the suffix of its key", async () => {
  upstreams.s3.answer = () => listing(["embeddings/a.json", "embeddings/a.jsonl.json"]);
  expect((await list({ prefix: "a.js" })).body["embeddings"]).toMatchObject([{ id: "a.jsonl" }]);
});

test.each<[string, Record<string, string>]>([
  ["limit", { limit: "0" }],
  ["limit", { limit: "1001" }],
  ["limit", { limit: "-1" }],
  ["limit", { limit: "1e2" }],
  ["limit", { limit: "" }],
  ["prefix", { prefix: "../" }],
  ["prefix", { prefix: "a/b" }],
  ["prefix", { prefix: "a".repeat(257) }],
  ["cursor", { cursor: "null" }],
  ["cursor", { cursor: " " }],
  ["cursor", { cursor: "YQ" }],
  ["", { limt: "5" }],
])("refuses an invalid %s: %j", async (field, parameters) => {
  const { status, body } = await list(parameters);
  expect([status, body["errors"]]).toEqual([422, [{ field, message: expect.any(String) }]]);
  expect(upstreams.s3.requests).toEqual([]);
});

test.each<[string, Record<string, string>]>([
  ["an empty cursor", { cursor: "" }],
  ["an empty cursor and an empty prefix", { cursor: "", prefix: "" }],
])("starts at the first page with %s", async (_, parameters) => {
  upstreams.s3.answer = () => listing(["embeddings/a.json"]);
  const { status, body } = await list({ ...parameters, limit: "5" });
  expect([status, body["embeddings"]]).toMatchObject([200, [{ id: "a" }]]);
  expect(query()).toEqual({ "list-type": "2", "max-keys": "5", prefix: "embeddings/" });
});

test.each<[string, string, string]>([
  ["a parameter against caches", "limit=5&_=1760000000000", 'the query has unknown parameters: "_".'],
  ["several unknown ones", "limt=5&Prefix=a", 'the query has unknown parameters: "limt", "Prefix".'],
  ["one without a value", "verbose", 'the query has unknown parameters: "verbose".'],
  ["one that is given twice", "limit=1&limit=2", 'limit must be a whole number from 1 to 1000 and is "1,2".'],
  ["one that a program left empty", "cursor=undefined", "cursor must be the next_cursor of an answer"],
])("speaks of the query where it refuses %s", async (_, parameters, detail) => {
  const { status, body, text } = await call(handler, { url: `/embeddings?${parameters}` });
  expect([status, body["detail"]]).toEqual([422, expect.stringContaining(detail)]);
  expect(text).not.toContain("body");
});

test("refuses a parameter that is given twice", async () => {
  const { status } = await call(handler, { url: "/embeddings?limit=1&limit=2" });
  expect(status).toBe(422);
});

test("refuses a cursor that is altered, made up or of another prefix", async () => {
  upstreams.s3.answer = () => listing(["embeddings/abc.json"], true);
  const cursor = String((await list({ limit: "1" })).body["next_cursor"]);
  upstreams.clear();
  const madeUp = Buffer.concat([Buffer.alloc(16, 1), Buffer.from("abc.json")]).toString("base64url");
  const altered = Array.from(
    cursor,
    (character, index) => cursor.slice(0, index) + (character === "A" ? "B" : "A") + cursor.slice(index + 1),
  );
  for (const forged of [madeUp, `${cursor}A`, `${cursor}=`, cursor.slice(0, -1), ...altered]) {
    expect((await list({ cursor: forged })).status).toBe(422);
  }
  expect((await list({ cursor, prefix: "a" })).status).toBe(422);
  expect(upstreams.s3.requests).toEqual([]);
  expect((await list({ cursor })).status).toBe(200);
});

test("answers 503 where S3 fails", async () => {
  upstreams.s3.answer = () => s3Failure(500, "InternalError");
  const { status, headers, body } = await list();
  expect([status, headers["retry-after"], body["code"]]).toEqual([503, "5", "storage_unavailable"]);
});

test.each([
  ["a page of HTML", "<html></html>"],
  ["nothing", ""],
])("answers 503 instead of an empty list where S3 answers %s", async (_, body) => {
  upstreams.s3.answer = () => ({ status: 200, headers: { "content-type": "application/xml" }, body });
  expect((await list()).status).toBe(503);
});

test("names the store that it lists, without telling what that is", async () => {
  upstreams.s3.answer = () => listing([]);
  const { body, text } = await list();
  expect((await list({ prefix: "a", limit: "1" })).body["store_id"]).toBe(body["store_id"]);
  expect(text).not.toMatch(/vectors|titan/);
});
