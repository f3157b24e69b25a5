import { s3Failure, vector } from "../../helpers/handler/aws-answers";
import { call, handlerOf, useUpstreams } from "../../helpers/handler/handler";
import { MemoryStore } from "../../helpers/handler/memory-store";
import type { UpstreamRequest } from "../../helpers/handler/upstream";

/** How much later it is than by the clock, in milliseconds. */
let mockAheadMs = 0;
jest.mock("../../../functions/aws/clock", () => {
  const { monotonicMs } =
    jest.requireActual<typeof import("../../../functions/aws/clock")>("../../../functions/aws/clock");
  return { monotonicMs: () => monotonicMs() + mockAheadMs };
});

// Without an index; with one, a prefix is listed so too.
const upstreams = useUpstreams();
const handler = handlerOf("list");

const list = (query: Record<string, string>) => call(handler, { url: `/embeddings?${new URLSearchParams(query)}` });

let store: MemoryStore;

beforeEach(() => {
  mockAheadMs = 0;
  store = new MemoryStore(upstreams);
});

const put = (id: string, fields: object = {}) =>
  store.change(id, { id, text: `text of ${id}`, embedding: vector(4), ...fields });
const isList = ({ path }: UpstreamRequest) => path.includes("list-type");
const idsOf = (body: Record<string, unknown>) => (body["embeddings"] as { id: string }[]).map(({ id }) => id);

test("has what the objects have, as it is stored", async () => {
  put("a", { metadata: { nested: { page: 1 } }, embedding: [0.1, 1e300] });
  put("b", { metadata: "not an object", text: null });
  const { status, body } = await list({ include: "text,metadata,embedding" });
  const facts = { size_bytes: 10, last_modified: "2026-01-02T03:04:05.000Z" };
  expect([status, body["embeddings"]]).toEqual([
    200,
    [
      {
        id: "a",
        s3_key: "embeddings/a.json",
        ...facts,
        text: "text of a",
        metadata: { nested: { page: 1 } },
        embedding: [0.1, 1e300],
      },
      { id: "b", s3_key: "embeddings/b.json", ...facts, embedding: vector(4) },
    ],
  ]);
});

test("says where a 32-bit float cannot hold a number of a vector", async () => {
  put("a", { embedding: [0.5, 1e300] });
  put("b", { embedding: [0.5, -2] });
  const { body } = await list({ include: "embedding", encoding: "base64" });
  expect(body["embeddings"]).toMatchObject([
    { id: "a", problem: { code: "stored_document_invalid", detail: expect.stringContaining('"float"') } },
    { id: "b", embedding: Buffer.from(new Float32Array([0.5, -2]).buffer).toString("base64") },
  ]);
  expect(body["embeddings"]).not.toHaveProperty([0, "embedding"]);
});

test("goes on with the cursor of a list without an include, and the other way round", async () => {
  for (const id of ["a", "b", "c", "d"]) put(id);
  const plain = await list({ limit: "2" });
  const included = await list({ include: "text", limit: "1", cursor: String(plain.body["next_cursor"]) });
  expect(idsOf(included.body)).toEqual(["c"]);
  expect(idsOf((await list({ cursor: String(included.body["next_cursor"]) })).body)).toEqual(["d"]);
});

test("ends a page before it is larger than Lambda returns, with each embedding once", async () => {
  for (let index = 100; index < 290; index++) put(`id-${index}`, { text: "ü\n".repeat(20_000) });
  const ids: string[] = [];
  const lengths: number[] = [];
  let cursor = "";
  do {
    const { status, body, text } = await list({ include: "text", limit: "1000", cursor });
    expect(status).toBe(200);
    lengths.push(Buffer.byteLength(JSON.stringify(text)));
    ids.push(...idsOf(body));
    cursor = String(body["next_cursor"] ?? "");
  } while (cursor);
  expect(ids).toEqual([...store.objects.keys()]);
  expect(lengths.length).toBeGreaterThan(2);
  // Of what there is no room for, at most one group is read.
  const reads = upstreams.s3.requests.filter(({ path }) => path.includes(".json"));
  expect(reads.length).toBeLessThanOrEqual(190 + 64 * (lengths.length - 1));
  expect(Math.min(...lengths.slice(0, -1))).toBeGreaterThan(5_900_000);
});

test("lists without its contents what is larger than an answer, and goes on after it", async () => {
  put("a");
  put("b", { text: "x".repeat(7_000_000) });
  put("c");
  const { status, body } = await list({ include: "text,embedding" });
  expect([status, body["embeddings"]]).toMatchObject([
    200,
    [
      { id: "a", text: "text of a" },
      { id: "b", size_bytes: 10, problem: { code: "response_too_large" } },
      { id: "c", text: "text of c" },
    ],
  ]);
  expect(body["embeddings"]).not.toHaveProperty([1, "text"]);
});

test("leaves out what is deleted meanwhile, and says what cannot be read", async () => {
  for (const id of ["archived", "corrupt", "fine", "gone", "other"]) put(id);
  store.objects.set("corrupt", "[]");
  store.change("other", { id: "another" });
  upstreams.s3.answer = (request) => {
    const { path } = request;
    if (path.includes("archived.json")) return s3Failure(403, "InvalidObjectState");
    if (path.includes("gone.json")) return s3Failure(404, "NoSuchKey");
    return store.s3(request);
  };
  const { status, body } = await list({ include: "text" });
  expect([status, body["embeddings"]]).toMatchObject([
    200,
    [
      { id: "archived", problem: { code: "storage_unavailable" } },
      { id: "corrupt", problem: { code: "stored_document_invalid" } },
      { id: "fine", text: "text of fine" },
      { id: "other", problem: { code: "stored_document_invalid" } },
    ],
  ]);
});

test("begins to read no more objects where there is little time, and goes on from there", async () => {
  for (let index = 100; index < 200; index++) put(`id-${index}`);
  let reads = 0;
  upstreams.s3.answer = (request) => {
    if (!isList(request) && ++reads === 64) mockAheadMs = 24_000;
    return store.s3(request);
  };
  const { status, body } = await list({ include: "text", limit: "100" });
  mockAheadMs = 0;
  expect([status, idsOf(body).length]).toEqual([200, 64]);
  const rest = await list({ include: "text", cursor: String(body["next_cursor"]) });
  expect([...idsOf(body), ...idsOf(rest.body)]).toEqual([...store.objects.keys()]);
});

test("answers 503 where S3 lists objects and gives none", async () => {
  put("a");
  upstreams.s3.answer = (request) => (isList(request) ? store.s3(request) : s3Failure(503, "SlowDown"));
  const { status, body } = await list({ include: "text" });
  expect([status, body["code"]]).toEqual([503, "storage_unavailable"]);
});

test("refuses a filter, which asks an index", async () => {
  const { status, body } = await list({ filter: '{"page":1}' });
  expect([status, body["detail"]]).toEqual([422, expect.stringContaining("filter needs a vector index")]);
});
