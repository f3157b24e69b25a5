import { idOf, keyPrefix, sweepKey } from "../../../embedding/object-key";
import { failure, s3Failure } from "../../helpers/handler/aws-answers";
import { indexArn, useUpstreams } from "../../helpers/handler/handler";
import { ExpiringStore, future, past, runSweep } from "../../helpers/handler/sweeping";
import type { UpstreamRequest } from "../../helpers/handler/upstream";

/** The time, in milliseconds, which passes where a test says so. */
let mockNowMs = 0;
jest.mock("../../../functions/aws/clock", () => ({ monotonicMs: () => mockNowMs }));

const upstreams = useUpstreams({ index: { model: "amazon.titan-embed-text-v2:0", dimension: 1024 } });

let store: ExpiringStore;
beforeEach(() => {
  mockNowMs = 0;
  store = new ExpiringStore(upstreams);
});

const isRead = ({ method, path }: UpstreamRequest) =>
  method === "GET" && path.includes("x-id=GetObject") && !path.includes("/.sweep");
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `doc${String(index).padStart(5, "0")}`);
/** Has the time of a run pass with its first pages of the index. */
const tireAfterPages = (pages: number) => {
  upstreams.vectors.answer = (request) => {
    if (request.path === "/ListVectors") mockNowMs += 860_000 / pages;
    return store.index(request);
  };
};
const listed = () =>
  upstreams.vectors.requests.filter(({ path }) => path === "/ListVectors").map(({ body }) => JSON.parse(body));

test("deletes what has expired, with its vector, and nothing else", async () => {
  store.keep("gone", past);
  store.keep("later", future);
  store.keep("always");
  expect(await runSweep()).toEqual({ deleted: 1, complete: true });
  expect(store.left()).toEqual([
    ["always", "later"],
    ["always", "later"],
  ]);
  expect(await runSweep()).toEqual({ deleted: 0, complete: true });
});

test("deletes an expired object without a vector, and a vector that says so without an object", async () => {
  store.keepObject("object", past);
  store.keepObject("kept", future);
  store.keepObject("plain");
  store.keepVector("vector", past);
  // Which no search hides, and which another one may be about to store.
  store.keepVector("vector-kept");
  expect(await runSweep()).toEqual({ deleted: 2, complete: true });
  expect(store.left()).toEqual([["kept", "plain"], ["vector-kept"]]);
});

test("goes by the object, which may be kept for longer than its vector says", async () => {
  store.keepObject("longer", future);
  store.keepVector("longer", past);
  store.objects.set("unreadable", "{");
  store.keepVector("unreadable", past);
  expect(await runSweep()).toEqual({ deleted: 0, complete: true });
  expect(store.left()).toEqual([
    ["longer", "unreadable"],
    ["longer", "unreadable"],
  ]);
});

test("keeps what is kept for longer while it is swept, with its vector", async () => {
  store.keep("doc1", past);
  store.keep("doc2", past);
  store.beforeDelete = (id) => {
    if (id === "doc1") store.keep("doc1", future);
  };
  expect(await runSweep()).toEqual({ deleted: 1, complete: true });
  expect(store.left()).toEqual([["doc1"], ["doc1"]]);
});

test("leaves the vector of what is stored anew after its object was deleted", async () => {
  store.keep("doc1", past);
  store.keep("doc2", past);
  upstreams.vectors.answer = (request) => {
    // Its object is gone by now.
    if (request.path === "/GetVectors" && !store.objects.has("doc1")) store.keep("doc1");
    return store.index(request);
  };
  expect(await runSweep()).toEqual({ deleted: 2, complete: true });
  expect(store.left()).toEqual([["doc1"], ["doc1"]]);
});

test("reads no object but those whose vector has expired, or is not there", async () => {
  for (const id of numbered(1_200)) store.keep(id, id === "doc00700" ? past : undefined);
  store.keepObject("unindexed");
  expect(await runSweep()).toEqual({ deleted: 1, complete: true });
  expect(upstreams.s3.requests.filter(isRead).map(({ path }) => /[^/]+\.json/.exec(path)?.[0])).toEqual([
    "doc00700.json",
    "unindexed.json",
  ]);
});

test("goes on where the last run ended, through the parts of the index and then the objects", async () => {
  for (const [number, id] of numbered(640).entries()) store.keep(id, number < 32 ? past : future);
  store.keepObject("unindexed", past);
  tireAfterPages(6);
  const runs: Awaited<ReturnType<typeof runSweep>>[] = [];
  while (!runs.at(-1)?.complete) {
    mockNowMs = 0;
    runs.push(await runSweep());
    expect(store.others.size).toBe(runs.at(-1)?.complete ? 0 : 1);
  }
  expect(runs.map(({ complete }) => complete)).toEqual([false, false, true]);
  expect(runs.reduce((sum, { deleted }) => sum + deleted, 0)).toBe(33);
  expect(listed().map(({ segmentCount, segmentIndex }) => [segmentCount, segmentIndex])).toEqual(
    Array.from({ length: 16 }, (_, segment) => [16, segment]),
  );
  expect([store.objects.size, store.vectors.size]).toEqual([608, 608]);
});

test("goes on within a part that is larger than a page, or walks it anew where the index no longer knows the position", async () => {
  for (const id of numbered(20_000)) store.keepVector(id);
  tireAfterPages(1);
  await runSweep();
  const [kept = ""] = store.others.values();
  const { at, ...position } = JSON.parse(kept);
  expect(position).toEqual({ segment: 0, index: indexArn });
  mockNowMs = 0;
  await runSweep();
  expect(listed().at(-1)).toMatchObject({ segmentIndex: 0, nextToken: at });

  store.others.set("/vectors/embeddings/.sweep", kept);
  let refused = 0;
  const refuse = (times: number) => {
    upstreams.vectors.answer = (request) =>
      request.path === "/ListVectors" && request.body.includes("nextToken") && refused++ < times
        ? failure(400, "ValidationException")
        : store.index(request);
  };
  refuse(1);
  mockNowMs = 0;
  upstreams.clear();
  expect(await runSweep()).toEqual({ deleted: 0, complete: true });
  const [first, second] = listed();
  expect([first, second]).toMatchObject([{ segmentIndex: 0, nextToken: at }, { segmentIndex: 0 }]);
  expect(second).not.toHaveProperty("nextToken");
  // One that it has just given out it should know.
  refuse(Number.POSITIVE_INFINITY);
  await expect(runSweep()).rejects.toThrow("internal_error");
});

test.each([
  { segment: 3, index: `${indexArn}-before` },
  { segment: 16, index: indexArn },
  { segment: "1", index: indexArn },
  {},
  "{",
])("starts anew where %j is no position in its index", async (position) => {
  store.keep("doc1", past);
  store.others.set("/vectors/embeddings/.sweep", typeof position === "string" ? position : JSON.stringify(position));
  expect(await runSweep()).toEqual({ deleted: 1, complete: true });
});

test.each([
  ["the index lists nothing", "vectors", "/ListVectors", "index_unavailable"],
  ["the bucket lists nothing", "s3", "list-type", "storage_unavailable"],
  ["the index deletes nothing", "vectors", "/DeleteVectors", "index_unavailable"],
  ["the bucket deletes nothing", "s3", "doc1.json?x-id=DeleteObject", "storage_unavailable"],
  ["the bucket does not say where to begin", "s3", ".sweep?x-id=GetObject", "storage_unavailable"],
] as const)("fails where %s, is counted, and deletes it when it is repeated", async (_, upstream, part, code) => {
  store.keep("doc1", past);
  const answer = upstreams[upstream].answer;
  upstreams[upstream].answer = (request) =>
    request.path.includes(part)
      ? upstream === "s3"
        ? s3Failure(503, "SlowDown")
        : failure(503, "ServiceUnavailableException")
      : answer(request);
  await expect(runSweep()).rejects.toThrow(`Not all that has expired could be deleted: ${code}`);
  const [line] = upstreams.log;
  expect(line).toMatchObject({
    level: "error",
    message: "sweep",
    item_codes: { [code]: 1 },
    Service: expect.any(String),
  });
  expect(line?.[upstream === "s3" ? "StorageFailures" : "IndexFailures"]).toBe(1);
  expect(JSON.stringify(line)).not.toContain("upstream secret");
  upstreams[upstream].answer = answer;
  await runSweep();
  expect(store.left()).toEqual([[], []]);
});

test("fails where something other than the bucket takes the position", async () => {
  tireAfterPages(1);
  const page = { status: 200, headers: { "content-type": "text/html" }, body: "<html></html>" };
  upstreams.s3.answer = (request) => (request.method === "PUT" ? page : store.s3(request));
  await expect(runSweep()).rejects.toThrow("storage_unavailable");
});

test.each([
  ["read", "GET"],
  ["deleted", "DELETE"],
])("goes on after what cannot be %s, and fails at the end", async (_, method) => {
  for (const id of ["doc1", "doc2", "doc3"]) store.keep(id, past);
  upstreams.s3.answer = (request) =>
    request.method === method && request.path.includes("doc2") ? s3Failure(403, "AccessDenied") : store.s3(request);
  await expect(runSweep()).rejects.toThrow("storage_unavailable");
  expect(store.left()).toEqual([["doc2"], ["doc2"]]);
  expect(upstreams.log[0]).toMatchObject({ deleted: 2, complete: true, item_codes: { storage_unavailable: 1 } });
});

test("ends early where nothing can be deleted, and goes on in the next run", async () => {
  for (const id of numbered(1_100)) store.keepVector(id, past);
  const tried: string[] = [];
  upstreams.s3.answer = (request) => {
    if (!isRead(request)) return store.s3(request);
    tried.push(/([^/]+)\.json/.exec(request.path)?.[1] ?? "");
    return s3Failure(403, "AccessDenied");
  };
  await expect(runSweep()).rejects.toThrow("storage_unavailable");
  const [line] = upstreams.log as { deleted: number; complete: boolean; item_codes: { storage_unavailable: number } }[];
  expect(line).toMatchObject({ deleted: 0, complete: false });
  expect(line?.item_codes.storage_unavailable).toBe(tried.length);
  expect(tried.length).toBeLessThan(1_100);
  upstreams.s3.answer = (request) => store.s3(request);
  // Some of them are enough for the next runs.
  for (const id of tried.slice(20)) store.vectors.delete(id);
  expect(await runSweep()).toMatchObject({ deleted: 1_100 - tried.length });
  expect(await runSweep()).toEqual({ deleted: 20, complete: true });
});

test("keeps its position where no embedding can be, so that nothing lists or serves it", () => {
  expect(sweepKey.startsWith(keyPrefix)).toBe(true);
  expect(idOf(sweepKey)).toBeUndefined();
});

test("leaves one line of log, which counts what is gone", async () => {
  store.keep("doc1", past);
  await runSweep();
  expect(upstreams.log).toEqual([
    expect.objectContaining({
      level: "info",
      message: "sweep",
      request_id: "run-1",
      deleted: 1,
      complete: true,
      SweptEmbeddings: 1,
      Service: "service-under-test",
    }),
  ]);
  upstreams.log.length = 0;
  await runSweep();
  expect(upstreams.log[0]).not.toHaveProperty("_aws");
});
