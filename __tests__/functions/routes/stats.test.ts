import type { StatsResponse } from "../../../functions/routes/list/stats-response";
import { failure, s3Failure } from "../../helpers/handler/aws-answers";
import { call, handlerOf, post, useUpstreams } from "../../helpers/handler/handler";
import { MemoryStore } from "../../helpers/handler/memory-store";

/** How much later it is than by the clock, in milliseconds. */
let mockAheadMs = 0;
jest.mock("../../../functions/aws/clock", () => {
  const { monotonicMs } =
    jest.requireActual<typeof import("../../../functions/aws/clock")>("../../../functions/aws/clock");
  return { monotonicMs: () => monotonicMs() + mockAheadMs };
});

const upstreams = useUpstreams({ index: { model: "amazon.titan-embed-text-v2:0", dimension: 1024 } });
const handler = handlerOf("list");

let store: MemoryStore;
beforeEach(() => {
  mockAheadMs = 0;
  upstreams.s3.delay = undefined;
  store = new MemoryStore(upstreams);
});

const stats = async (body: object) => {
  const answer = await post(handler, body);
  return { ...answer, body: answer.body as unknown as StatsResponse & { code?: string; detail?: string } };
};
const titan = { _model: "amazon.titan-embed-text-v2:0", _dimension: 1024 };
const keep = (id: string, metadata: object = titan) => {
  store.objects.set(id, JSON.stringify({ id, text: id }));
  store.vectors.set(id, { key: id, metadata });
};
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `doc${String(index).padStart(5, "0")}`);

test("counts the objects with their bytes, and the vectors by model", async () => {
  for (const id of ["a1", "a2", "b1"]) keep(id);
  keep("other", { _model: "cohere.embed-v4:0", _dimension: 1024 });
  keep("elsewhere", { _dimension: 1024 });
  keep("theirs", {});
  store.objects.set("unindexed", "{}");
  store.vectors.set("no/embedding", { key: "no/embedding", metadata: {} });
  const { status, body } = await stats({});
  expect([status, body]).toEqual([
    200,
    {
      // Each has 10 bytes, as S3 lists them here.
      objects: { count: 7, size_bytes: 70 },
      vectors: {
        count: 6,
        by_model: [
          { model: "amazon.titan-embed-text-v2:0", dimension: 1024, count: 3 },
          { model: "cohere.embed-v4:0", dimension: 1024, count: 1 },
          { model: null, dimension: 1024, count: 1 },
          { model: null, dimension: null, count: 1 },
        ],
      },
      complete: true,
      store_id: expect.stringMatching(/^[\w-]{22}$/),
      next_cursor: null,
    },
  ]);
});

test("reads the segments of the index at the same time, without their vectors", async () => {
  keep("a");
  await stats({});
  const asked = upstreams.vectors.requests.map(({ body }) => JSON.parse(body));
  expect(asked.map(({ segmentIndex }) => segmentIndex).sort()).toEqual([0, 1, 2, 3]);
  for (const { segmentCount, returnData, returnMetadata } of asked) {
    expect([segmentCount, returnData, returnMetadata]).toEqual([4, false, true]);
  }
});

test.each([
  ["a prefix", { prefix: "a" }, { count: 2, size_bytes: 20 }, 2],
  ["an empty prefix", { prefix: "" }, { count: 3, size_bytes: 30 }, 3],
  ["a filter", { filter: { page: { $gte: 2 } } }, null, 2],
  ["both", { prefix: "a", filter: { page: { $gte: 2 } } }, null, 1],
])("counts what has %s", async (_, request, objects, vectors) => {
  for (const [index, id] of ["a1", "a2", "b1"].entries()) keep(id, { ...titan, page: index + 1 });
  const { body } = await stats(request);
  expect([body.objects, body.vectors?.count, body.complete]).toEqual([objects, vectors, true]);
});

test("goes on counting by its cursor where there is no more time", async () => {
  for (const id of numbered(4_500)) keep(id);
  upstreams.s3.delay = async () => {
    mockAheadMs += 12_000;
  };
  const answers: StatsResponse[] = [];
  let cursor: string | null | undefined;
  do {
    const { body } = await stats(cursor ? { cursor } : {});
    answers.push(body);
    cursor = body.next_cursor;
  } while (cursor);
  expect(answers.length).toBeGreaterThan(1);
  expect(answers.map(({ complete }) => complete)).toEqual([...answers.slice(1).map(() => false), true]);
  const counts = answers.map(({ objects }) => objects?.count ?? 0);
  expect(counts).toEqual(counts.toSorted((a, b) => a - b));
  expect(answers.at(-1)).toMatchObject({ objects: { count: 4_500, size_bytes: 45_000 }, vectors: { count: 4_500 } });
});

test("says what it has counted where it fails after that, and goes on by the cursor", async () => {
  for (const id of numbered(2_500)) keep(id);
  let lists = 0;
  upstreams.s3.answer = (request) => (++lists > 1 ? s3Failure(503, "SlowDown") : store.s3(request));
  const { status, body } = await stats({});
  expect([status, body.objects?.count, body.complete]).toEqual([200, 1_000, false]);
  expect(await stats({ cursor: body.next_cursor })).toMatchObject({
    status: 503,
    body: { code: "storage_unavailable" },
  });
  upstreams.s3.answer = (request) => store.s3(request);
  expect((await stats({ cursor: body.next_cursor })).body).toMatchObject({
    objects: { count: 2_500 },
    vectors: { count: 2_500 },
    complete: true,
  });
});

test.each<[string, () => void, string]>([
  [
    "the storage",
    () => {
      upstreams.s3.answer = () => s3Failure(503, "SlowDown");
    },
    "storage_unavailable",
  ],
  [
    "the index",
    () => {
      upstreams.vectors.answer = () => failure(503, "ServiceUnavailableException");
    },
    "index_unavailable",
  ],
])("fails where %s does not answer", async (_, fail, code) => {
  keep("a");
  fail();
  expect(await stats({})).toMatchObject({ status: 503, body: { code } });
});

test("leaves no call under way where one has failed", async () => {
  keep("a");
  upstreams.vectors.answer = ({ body }) =>
    JSON.parse(body).segmentIndex === 3
      ? failure(403, "AccessDeniedException")
      : failure(503, "ServiceUnavailableException");
  expect((await stats({})).status).toBe(503);
  const { length } = upstreams.vectors.requests;
  await new Promise((resolve) => setTimeout(resolve, 100));
  // Each of three is repeated twice.
  expect([length, upstreams.vectors.requests.length]).toEqual([10, 10]);
});

test("takes no cursor of another request, nor one that the index no longer knows", async () => {
  for (const id of numbered(4_500)) keep(id);
  upstreams.s3.delay = async () => {
    mockAheadMs += 25_000;
  };
  const cursor = (await stats({})).body.next_cursor;
  upstreams.s3.delay = undefined;
  mockAheadMs = 0;
  expect(typeof cursor).toBe("string");
  const refused = await stats({ prefix: "doc", cursor });
  expect([refused.status, refused.body.detail]).toEqual([
    422,
    expect.stringContaining("an answer to the same request"),
  ]);
  upstreams.vectors.answer = () => failure(400, "ValidationException");
  const unknown = await stats({ cursor });
  expect([unknown.status, unknown.body.detail]).toEqual([
    422,
    expect.stringContaining("start again from the first page"),
  ]);
});

test("takes no query", async () => {
  const request = { method: "POST", url: "/embeddings/stats?limit=1", body: "{}" };
  expect((await call(handler, request)).status).toBe(422);
});
