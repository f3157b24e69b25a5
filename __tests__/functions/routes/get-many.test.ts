import type { GetResponse } from "../../../functions/routes/retrieve/get-response";
import { s3Failure, vector } from "../../helpers/handler/aws-answers";
import { handlerOf, post, useUpstreams } from "../../helpers/handler/handler";
import { MemoryStore } from "../../helpers/handler/memory-store";

/** How much time seems to have passed, in milliseconds. */
let mockAheadMs = 0;
jest.mock("../../../functions/aws/clock", () => {
  const { monotonicMs } =
    jest.requireActual<typeof import("../../../functions/aws/clock")>("../../../functions/aws/clock");
  return { monotonicMs: () => monotonicMs() + mockAheadMs };
});

const upstreams = useUpstreams();
const handler = handlerOf("retrieve");

let store: MemoryStore;
beforeEach(() => {
  mockAheadMs = 0;
  store = new MemoryStore(upstreams);
});

const get = async (body: unknown) => {
  const answer = await post(handler, body);
  return { ...answer, body: answer.body as unknown as GetResponse };
};
const keep = (id: string, fields: object = {}) =>
  store.objects.set(id, JSON.stringify({ id, text: `the text of ${id}`, ...fields }));
const states = ({ embeddings }: GetResponse) => embeddings.map(({ id, state, problem }) => [id, state, problem?.code]);

test("answers each id in their order: found, not found or unreadable", async () => {
  keep("a", { embedding: vector(3), metadata: { page: 1 } });
  keep("b");
  store.objects.set("corrupt", "{");
  upstreams.s3.answer = (request) =>
    request.path.includes("archived") ? s3Failure(403, "InvalidObjectState") : store.s3(request);
  const { status, body } = await get({ ids: ["b", "none", "corrupt", "archived", "a"] });
  expect([status, states(body), body.not_read]).toEqual([
    200,
    [
      ["b", "found", undefined],
      ["none", "not_found", "embedding_not_found"],
      ["corrupt", "unreadable", "stored_document_invalid"],
      ["archived", "unreadable", "storage_unavailable"],
      ["a", "found", undefined],
    ],
    [],
  ]);
  expect(body.embeddings.at(-1)).toEqual({
    id: "a",
    state: "found",
    text: "the text of a",
    metadata: { page: 1 },
    embedding: vector(3),
  });
});

test.each([
  [["text"], { text: "the text of a" }],
  [["metadata"], { metadata: { page: 1 } }],
  [[], {}],
])("with include %j answers nothing else", async (include, expected) => {
  keep("a", { embedding: vector(3), metadata: { page: 1 } });
  const { body } = await get({ ids: ["a"], include });
  expect(body.embeddings).toEqual([{ id: "a", state: "found", ...expected }]);
});

test("answers vectors in base64", async () => {
  keep("a", { embedding: [0.5, 2] });
  const { body } = await get({ ids: ["a"], encoding: "base64" });
  expect(body.embeddings[0]?.embedding).toBe(Buffer.from(new Float32Array([0.5, 2]).buffer).toString("base64"));
});

test("answers as many as there is room for, and names the others", async () => {
  const ids = Array.from({ length: 320 }, (_, index) => `doc${index}`);
  for (const id of ids) keep(id, { text: "x".repeat(40_000) });
  const got: string[] = [];
  let left = ids;
  let requests = 0;
  while (left.length > 0) {
    const { status, body } = await get({ ids: left });
    expect(status).toBe(200);
    expect(body.embeddings.every(({ state }) => state === "found")).toBe(true);
    expect([...body.embeddings.map(({ id }) => id), ...body.not_read]).toEqual(left);
    got.push(...body.embeddings.map(({ id }) => id));
    left = body.not_read;
    requests += 1;
  }
  expect([got, requests]).toEqual([ids, 3]);
});

test("says of what no answer has room for that it is larger, and goes on behind it", async () => {
  keep("large", { text: "x".repeat(6_300_000) });
  keep("b");
  const { body } = await get({ ids: ["large", "b"] });
  expect(states(body)).toEqual([
    ["large", "unreadable", "response_too_large"],
    ["b", "found", undefined],
  ]);
});

test("begins no more than the first ones where there is no more time", async () => {
  const ids = Array.from({ length: 1_000 }, (_, index) => `doc${index}`);
  for (const id of ids) keep(id);
  let reads = 0;
  upstreams.s3.answer = (request) => {
    if (++reads === 64) mockAheadMs = 25_000;
    return store.s3(request);
  };
  const { body } = await get({ ids });
  expect([body.embeddings.length, body.not_read.length]).toEqual([64, 936]);
});

test.each([
  [503, s3Failure(503, "SlowDown")],
  [503, s3Failure(403, "AccessDenied")],
])("fails with %d where the storage gives nothing", async (expected, answer) => {
  upstreams.s3.answer = () => answer;
  const { status, body } = await get({ ids: ["a", "b"] });
  expect([status, body]).toEqual([expected, expect.objectContaining({ code: "storage_unavailable" })]);
});

test.each<[string, unknown, string]>([
  ["no ids", {}, "ids must be a list of ids and is missing"],
  ["none", { ids: [] }, "ids must have 1 to 1000 ids and has 0"],
  [
    "too many",
    { ids: Array.from({ length: 1_001 }, (_, index) => `a${index}`) },
    "ids must have 1 to 1000 ids and has 1001",
  ],
  ["one twice", { ids: ["a", "b", "a"] }, "ids must name each id once"],
  ["what is none", { ids: ["a/b"] }, "ids.0 must be 1 to 256"],
  ["a text", { ids: "abc" }, "ids must be a list of ids"],
  ["an encoding of nothing", { ids: ["a"], include: ["text"], encoding: "base64" }, "encoding acts only where include"],
])("refuses %s, and calls nothing", async (_, request, message) => {
  const { status, body } = await get(request);
  expect([status, body]).toEqual([422, expect.objectContaining({ detail: expect.stringContaining(message) })]);
  expect(upstreams.s3.requests).toEqual([]);
});
