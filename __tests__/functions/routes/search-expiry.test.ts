import { textKey } from "../../../embedding/index/carried-keys";
import { useClock } from "../../helpers/handler/clock";
import { handlerOf, post, useUpstreams } from "../../helpers/handler/handler";
import { MemoryStore } from "../../helpers/handler/memory-store";
import { useLocalIndex } from "../../helpers/local/indexed-search";

const model = "amazon.titan-embed-text-v2:0";
const handler = handlerOf("search");
const upstreams = useUpstreams({ index: { model, dimension: 256 }, rerankModels: ["amazon.rerank-v1:0"] });
const index = useLocalIndex(256);
const clock = useClock();

/** Vectors, each less similar to the first axis than those before it. */
const directed = (place: number) => [1, place / 100, ...new Array<number>(254).fill(0)];
const count = 9;
const ids = Array.from({ length: count }, (_, place) => `doc${place}`);
const minute = 60_000;

let store: MemoryStore;

/** Puts all of them, of which some expire, in so many milliseconds, in the index, the object or both. */
async function keep(expiring: Readonly<Record<string, { readonly vector?: number; readonly object?: number }>>) {
  await index.put(
    ids.map((key, place) => {
      const { vector } = expiring[key] ?? {};
      const expiry = vector === undefined ? {} : { _expires_at: Date.now() + vector };
      const metadata = { page: place % 2, [textKey]: `the text number ${place}`, ...expiry };
      return { key, vector: directed(place), metadata };
    }),
  );
  for (const [place, id] of ids.entries()) {
    const { object } = expiring[id] ?? {};
    const expires_at = object === undefined ? undefined : clock.in(object);
    const document = { id, text: `the text number ${place}`, embedding: directed(place), model, expires_at };
    store.objects.set(id, JSON.stringify(document));
  }
}

beforeEach(() => {
  store = new MemoryStore(upstreams);
});

interface Found {
  readonly results: readonly { readonly id: string; readonly expires_at?: string }[];
  readonly left_out?: number;
  readonly next_cursor: string | null;
}

async function find(request: object): Promise<Found> {
  const { status, body } = await post(handler, request);
  expect([status, body["detail"]]).toEqual([200, undefined]);
  return body as unknown as Found;
}
const idsOf = ({ results }: Found) => results.map(({ id }) => id);
const query = { embedding: directed(0) };

/** Searches that each find all that there is. */
const searches: [string, object][] = [
  ["a vector", query],
  ["a text", { text: "number 4" }],
  ["the mode hybrid", { text: "number 4", mode: "hybrid" }],
  ["several texts", { queries: ["number 4", "number 5"] }],
  ["groups", { ...query, group_by: "page", group_size: 9 }],
  ["diversity", { ...query, diversity: 0.5 }],
  ["a filter", { ...query, filter: { page: { $in: [0, 1] } } }],
  ["several conditions", { ...query, filter: { page: { $gte: 0 }, $or: [{ page: 0 }, { page: 1 }] } }],
  ["vectors included", { ...query, include: ["embedding"] }],
  ["texts included", { ...query, include: ["text", "metadata"], highlight: false }],
  ["a reranker", { text: "number 4", rerank: true }],
];

test.each(searches)("by %s finds what has not expired, whether it will or not", async (_, request) => {
  await keep({
    doc1: { vector: minute, object: minute },
    doc4: { vector: 1, object: 1 },
    doc5: { vector: 0, object: 0 },
  });
  clock.pass(1);
  const found = await find(request);
  expect(idsOf(found).toSorted()).toEqual(ids.filter((id) => !["doc4", "doc5"].includes(id)));
  expect(found.left_out).toBeUndefined();
  clock.pass(minute);
  expect(idsOf(await find(request))).not.toContain("doc1");
});

test("finds nothing by an id that has expired", async () => {
  await keep({ doc1: { vector: minute, object: minute } });
  expect(idsOf(await find({ embedding_id: "doc1" }))).toContain("doc1");
  clock.pass(minute);
  const { status, body } = await post(handler, { embedding_id: "doc1" });
  expect([status, body["code"]]).toEqual([404, "embedding_not_found"]);
});

test("leaves out what has expired by its object alone, where that is read", async () => {
  await keep({ doc1: { object: 0 } });
  const found = await find({ ...query, include: ["embedding"] });
  expect([idsOf(found), found.left_out]).toEqual([ids.filter((id) => id !== "doc1"), 1]);
});

test("says when a result expires, where it does and that is included", async () => {
  await keep({ doc1: { vector: minute } });
  const [first, second] = (await find({ ...query, top_k: 2, include: ["expires_at"] })).results;
  expect([first, second]).toEqual([
    { id: "doc0", score: expect.any(Number), distance: expect.any(Number) },
    { id: "doc1", score: expect.any(Number), distance: expect.any(Number), expires_at: clock.in(minute) },
  ]);
  expect((await find({ ...query, include: ["metadata"] })).results[1]).toEqual(
    expect.not.objectContaining({ expires_at: expect.anything() }),
  );
});

test.each<[string, object]>([
  ["a vector", query],
  ["a filter", { ...query, filter: { page: { $in: [0, 1] } } }],
  ["a page of the index's own", { ...query, include: ["text"] }],
  ["diversity that weighs nothing", { ...query, diversity: 0 }],
])("goes by %s through pages of the same, without what has expired since", async (_, request) => {
  const page = { ...request, top_k: 3 };
  await keep({
    doc2: { vector: -1 },
    doc5: { vector: minute },
    doc6: { vector: minute },
    doc8: { vector: 2 * minute },
  });
  const first = await find(page);
  clock.pass(minute);
  const second = await find({ ...page, cursor: first.next_cursor });
  const third = await find({ ...page, cursor: second.next_cursor });
  expect([first, second, third].map(idsOf)).toEqual([["doc0", "doc1", "doc3"], ["doc4"], ["doc7", "doc8"]]);
  expect([first, second, third].map(({ left_out }) => left_out)).toEqual([undefined, 2, undefined]);
  // Anew, all of it is as of now.
  expect(idsOf(await find({ ...page, top_k: 6 }))).toEqual(["doc0", "doc1", "doc3", "doc4", "doc7", "doc8"]);
});

test("takes 98 values of a filter beside those that hide what has expired", async () => {
  await keep({ doc1: { vector: 0 } });
  const filter = (values: number) => ({ page: { $in: Array.from({ length: values }, (_, page) => page) } });
  expect(idsOf(await find({ ...query, filter: filter(98) }))).toHaveLength(count - 1);
  const { status, body } = await post(handler, { ...query, filter: filter(99) });
  expect([status, body["errors"]]).toEqual([
    422,
    [{ field: "filter", message: "must compare with at most 98 values, those in lists included, and does with 99" }],
  ]);
});
