import type { DeleteManyResponse } from "../../../functions/routes/delete/delete-many-response";
import { failure, s3Failure } from "../../helpers/handler/aws-answers";
import { call, handlerOf, post, useUpstreams } from "../../helpers/handler/handler";
import { MemoryStore } from "../../helpers/handler/memory-store";

/** The time, in milliseconds, which passes where a test says so. */
let mockNowMs = 0;
jest.mock("../../../functions/aws/clock", () => ({ monotonicMs: () => mockNowMs }));

const upstreams = useUpstreams({ index: { model: "amazon.titan-embed-text-v2:0", dimension: 1024 } });
const handler = handlerOf("delete");

let store: MemoryStore;
beforeEach(() => {
  mockNowMs = 0;
  store = new MemoryStore(upstreams);
});

const remove = async (body: object) => {
  const answer = await post(handler, body);
  return { ...answer, body: answer.body as unknown as DeleteManyResponse & { code?: string; detail?: string } };
};
const keep = (id: string, metadata: object = {}) => {
  store.objects.set(id, JSON.stringify({ id, text: id, metadata }));
  store.vectors.set(id, { key: id, metadata });
};
const left = () => [[...store.objects.keys()].sort(), [...store.vectors.keys()].sort()];
const numbered = (count: number, prefix = "doc") =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(5, "0")}`);
const isDelete = ({ method }: { readonly method: string }) => method === "DELETE";
/** All that a request deletes, by its cursor. */
async function all(request: object) {
  const ids: string[] = [];
  let cursor: string | null | undefined;
  let requests = 0;
  do {
    const { body } = await remove({ ...request, ...(cursor ? { cursor } : {}) });
    ids.push(...body.ids);
    cursor = body.next_cursor;
    requests += 1;
  } while (cursor);
  return { ids, requests };
}

const selections = { ids: ["a1", "a2"], prefix: "a", filter: { of: "a" } };
const each = Object.entries(selections).map(([name, value]) => ({ name, request: { [name]: value } }));

describe.each(each)("by $name", ({ name, request }) => {
  beforeEach(() => {
    for (const id of ["a1", "a2", "b1"]) keep(id, { of: id[0] });
  });

  test("deletes those, and nothing else", async () => {
    expect(await remove(request)).toMatchObject({
      status: 200,
      body: { dry_run: false, count: 2, ids: ["a1", "a2"], not_found: [], failed: [], next_cursor: null },
    });
    expect(left()).toEqual([["b1"], ["b1"]]);
    expect(await remove(request)).toMatchObject({ status: 200, body: { count: 0, next_cursor: null } });
  });

  test("with dry_run only says which", async () => {
    expect(await remove({ ...request, dry_run: true })).toMatchObject({
      status: 200,
      body: { dry_run: true, count: 2, ids: ["a1", "a2"], next_cursor: null },
    });
    expect(left()).toEqual([
      ["a1", "a2", "b1"],
      ["a1", "a2", "b1"],
    ]);
    expect(upstreams.s3.requests.filter(isDelete)).toEqual([]);
  });

  test("deletes the vectors before the objects", async () => {
    const seen: string[] = [];
    upstreams.s3.answer = (request) => {
      if (isDelete(request)) seen.push(`object, ${store.vectors.size} vectors left`);
      return store.s3(request);
    };
    await remove(request);
    expect(seen).toEqual(["object, 1 vectors left", "object, 1 vectors left"]);
  });

  test("names what S3 does not delete, and deletes it by the cursor", async () => {
    upstreams.s3.answer = (request) =>
      isDelete(request) && request.path.includes("a2") ? s3Failure(503, "SlowDown") : store.s3(request);
    const { status, headers, body } = await remove(request);
    expect([status, headers["retry-after"], body.ids, body.failed]).toEqual([
      207,
      "5",
      ["a1"],
      [{ id: "a2", problem: expect.objectContaining({ code: "storage_unavailable" }) }],
    ]);
    expect(left()).toEqual([["a2", "b1"], ["b1"]]);
    upstreams.s3.answer = (request) => store.s3(request);
    const again = await remove({ ...request, cursor: body.next_cursor });
    expect([again.status, again.body.ids, again.body.next_cursor]).toEqual([200, ["a2"], null]);
    expect(left()).toEqual([["b1"], ["b1"]]);
  });

  test("deletes no object where the index fails, and all once it does no longer", async () => {
    upstreams.vectors.answer = (request) =>
      request.path === "/DeleteVectors" ? failure(503, "ServiceUnavailableException") : store.index(request);
    const { status, body } = await remove(request);
    // By a filter it says which, for some of the vectors may be gone.
    if (name === "filter") {
      expect([status, body.failed.map(({ id, problem }) => [id, problem.code])]).toEqual([
        207,
        [
          ["a1", "index_unavailable"],
          ["a2", "index_unavailable"],
        ],
      ]);
    } else expect([status, body.code]).toEqual([503, "index_unavailable"]);
    expect(store.objects.size).toBe(3);
    store.vectors.delete("a1");
    upstreams.vectors.answer = (request) => store.index(request);
    await remove(name === "filter" ? { ...request, cursor: body.next_cursor } : request);
    expect(left()).toEqual([["b1"], ["b1"]]);
  });

  test("fails where it cannot be told which those are", async () => {
    upstreams.s3.answer = () => s3Failure(503, "SlowDown");
    upstreams.vectors.answer = () => failure(503, "ServiceUnavailableException");
    expect((await remove(request)).body.code).toMatch(/^(storage|index)_unavailable$/);
    expect((await remove({ ...request, dry_run: true })).body.code).toMatch(/^(storage|index)_unavailable$/);
  });
});

test("says which of the ids there are not, and deletes vectors without objects", async () => {
  keep("a");
  store.vectors.set("orphan", { key: "orphan", metadata: {} });
  keep("ab");
  const { body } = await remove({ ids: ["none", "a", "orphan"] });
  expect([body.ids, body.not_found]).toEqual([["a"], ["none", "orphan"]]);
  expect(left()).toEqual([["ab"], ["ab"]]);
});

test.each([
  ["ids", () => ({ ids: numbered(510) })],
  ["a prefix", () => ({ prefix: "doc" })],
  ["a filter", () => ({ filter: { $or: [{ of: { $in: ["d"] } }, { of: "none" }] } })],
])("goes on by its cursor where there is no more time, by %s", async (_, requestOf) => {
  for (const id of numbered(700)) keep(id, { of: "d" });
  keep("other", { of: "o" });
  const request = requestOf();
  upstreams.s3.delay = async () => {
    // So that there is time for two pages.
    mockNowMs += 45;
  };
  const { ids, requests } = await all(request);
  upstreams.s3.delay = undefined;
  const expected = "ids" in request ? request.ids : numbered(700);
  expect(ids.toSorted()).toEqual(expected);
  expect(requests).toBeGreaterThan(1);
  const [objects, vectors] = left();
  expect(objects).toEqual([...numbered(700).slice(expected.length), "other"]);
  expect(vectors).toEqual(objects);
});

test("names what it has done where it fails after that, and goes on by the cursor", async () => {
  for (const id of numbered(510)) keep(id);
  let lists = 0;
  upstreams.s3.answer = (request) => {
    if (request.path.includes("list-type") && ++lists > 1) return s3Failure(503, "SlowDown");
    return store.s3(request);
  };
  const { status, body } = await remove({ prefix: "doc" });
  expect([status, body.count, typeof body.next_cursor]).toEqual([200, 500, "string"]);
  upstreams.s3.answer = (request) => store.s3(request);
  expect((await remove({ prefix: "doc", cursor: body.next_cursor })).body).toMatchObject({
    count: 10,
    next_cursor: null,
  });
});

test("takes no cursor of another request, and none that the index no longer knows", async () => {
  for (const id of numbered(510)) keep(id, { of: "d" });
  upstreams.s3.delay = async () => {
    mockNowMs += 100;
  };
  const { body } = await remove({ filter: { of: "d" }, dry_run: true });
  upstreams.s3.delay = undefined;
  expect(body.next_cursor).toBeNull();
  const first = await remove({ prefix: "doc" });
  expect(first.body.next_cursor).toBeNull();
  for (const id of numbered(510)) keep(id, { of: "d" });
  upstreams.s3.answer = (sent) =>
    isDelete(sent) && sent.path.includes("doc00000") ? s3Failure(503, "SlowDown") : store.s3(sent);
  const answer = await remove({ filter: { of: "d" } });
  upstreams.s3.answer = (sent) => store.s3(sent);
  const cursor = answer.body.next_cursor;
  for (const other of [{ filter: { of: "e" } }, { filter: { of: "d" }, dry_run: true }, { prefix: "d" }]) {
    const { status, body: problem } = await remove({ ...other, cursor });
    expect([status, problem.detail]).toEqual([
      422,
      expect.stringContaining("cursor must be the next_cursor of an answer to the same request"),
    ]);
  }
  // Past what has failed, the index is asked to go on.
  await remove({ filter: { of: "d" }, cursor });
  expect(store.objects.size).toBe(0);
});

test.each<[string, object, string]>([
  ["nothing to delete by", {}, "ids or one of prefix, filter is required"],
  ["two of it", { ids: ["a"], prefix: "a" }, "prefix must be the only one of ids, prefix, filter"],
  ["no ids", { ids: [] }, "ids must have 1 to 1000 ids and has 0"],
  ["too many ids", { ids: numbered(1_001) }, "ids must have 1 to 1000 ids and has 1001"],
  ["an empty prefix, which all have", { prefix: "" }, "prefix must be the start of an id"],
  ["an empty filter", { filter: {} }, "filter must have at least one condition"],
  ["a filter of what there is not", { filter: { a: { $like: "b" } } }, "filter.a.$like is not an operator"],
  ["a cursor that is none", { prefix: "a", cursor: "abc" }, "cursor must be the next_cursor"],
])("refuses %s, and calls nothing", async (_, request, message) => {
  const { status, body } = await remove(request);
  expect([status, body.detail]).toEqual([422, expect.stringContaining(message)]);
  expect([...upstreams.s3.requests, ...upstreams.vectors.requests]).toEqual([]);
});

test("refuses a condition, in spite of which it would delete", async () => {
  const headers = { "content-type": "application/json", "if-match": '"e"' };
  const answer = await call(handler, { method: "POST", headers, body: JSON.stringify({ ids: ["a"] }) });
  expect([answer.status, upstreams.vectors.requests]).toEqual([422, []]);
});
