import { textKey } from "../../../embedding/index/carried-keys";
import { handlerOf, post, useUpstreams } from "../../helpers/handler/handler";
import { useLocalIndex } from "../../helpers/local/indexed-search";

const handler = handlerOf("search");
const upstreams = useUpstreams({ index: { model: "amazon.titan-embed-text-v2:0", dimension: 256 } });
const index = useLocalIndex(256);

const count = 900;
/** Vectors, each less similar to the first axis than those before it. */
const directed = (place: number) => [1, place / 1_000, ...new Array<number>(254).fill(0)];
const query = directed(0);
const idOf = (place: number) => `doc${place}`;

beforeAll(() =>
  index.put(
    Array.from({ length: count }, (_, place) => ({
      key: idOf(place),
      vector: directed(place),
      metadata: { page: place % 7, [textKey]: `text number ${place}` },
    })),
  ),
);

interface Page {
  readonly results: readonly { readonly id: string; readonly group?: unknown }[];
  readonly next_cursor: string | null;
}

async function pageOf(request: object): Promise<Page> {
  const { status, body } = await post(handler, request);
  expect([status, body["detail"]]).toEqual([200, undefined]);
  return body as unknown as Page;
}

/** The ids of each page of a search, to the end. */
async function walk(request: object, cursor?: string): Promise<string[][]> {
  const { results, next_cursor } = await pageOf({ ...request, ...(cursor ? { cursor } : {}) });
  const ids = results.map(({ id }) => id);
  return next_cursor === null ? [ids] : [ids, ...(await walk(request, next_cursor))];
}
const idsTo = (end: number) => Array.from({ length: end }, (_, place) => idOf(place));

test("goes through all results of one vector, each once and in order", async () => {
  const pages = await walk({ embedding: query, top_k: 250 });
  expect(pages.map(({ length }) => length)).toEqual([250, 250, 250, 150]);
  expect(pages.flat()).toEqual(idsTo(count));
});

test.each([1, 37, 100])("goes on after %i results, wherever the index's pages end", async (top_k) => {
  const request = { embedding: query, top_k };
  const ids: string[] = [];
  let cursor: string | null | undefined;
  for (let page = 0; page < 8; page++) {
    const { results, next_cursor } = await pageOf({ ...request, cursor });
    ids.push(...results.map(({ id }) => id));
    cursor = next_cursor;
  }
  expect(ids).toEqual(idsTo(8 * top_k));
});

test("ends where a filter or min_score leaves no more", async () => {
  const pages = await walk({ embedding: query, top_k: 50, filter: { page: { $in: [3] } }, include: ["metadata"] });
  expect(pages.map(({ length }) => length)).toEqual([50, 50, 29]);
  expect(pages.flat().every((id) => Number(id.slice(3)) % 7 === 3)).toBe(true);
  const similar = await walk({ embedding: query, top_k: 100, min_score: Math.cos(Math.atan(0.2505)) });
  expect(similar.flat()).toEqual(idsTo(251));
});

test("goes on by text where the service's mode is the vectors'", async () => {
  const request = { text: "anything", top_k: 3 };
  const first = await pageOf(request);
  const { results } = await pageOf({ ...request, cursor: first.next_cursor });
  const [whole] = await walk({ text: "anything", top_k: 1_000 });
  expect([...first.results, ...results].map(({ id }) => id)).toEqual(whole?.slice(0, 6));
});

test("goes on from the start where the index knows its page no more", async () => {
  const request = { embedding: query, top_k: 120 };
  const second = await pageOf({ ...request, cursor: (await pageOf(request)).next_cursor });
  await index.restart();
  const { results } = await pageOf({ ...request, cursor: second.next_cursor });
  expect(results.map(({ id }) => id)).toEqual(idsTo(360).slice(240));
});

test.each<[string, object]>([
  ["the mode hybrid", { text: "number 17", mode: "hybrid" }],
  ["several texts", { queries: ["one", "two"] }],
  ["groups", { embedding: query, group_by: "page" }],
  ["diversity", { embedding: query, diversity: 0.3 }],
])("goes on through the candidates of %s, and no further", async (_, fields) => {
  const pages = await walk({ ...fields, candidates: 100, top_k: 40 });
  const [whole = []] = await walk({ ...fields, candidates: 100, top_k: 100 });
  expect(pages.flat()).toEqual(whole);
  expect(new Set(whole).size).toBe(whole.length);
  expect(whole.length).toBe("group_by" in fields ? 7 : 100);
});

test("goes on with whole groups", async () => {
  const request = { embedding: query, group_by: "page", group_size: 3, top_k: 2, candidates: 100 };
  const first = await pageOf(request);
  const second = await pageOf({ ...request, cursor: first.next_cursor });
  expect([...first.results, ...second.results].map(({ group }) => group)).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3]);
});

test("refuses a cursor of another search, or none, before it asks anything", async () => {
  const request = { text: "x", top_k: 2 };
  const { next_cursor: cursor } = await pageOf(request);
  upstreams.clear();
  for (const change of [{ text: "y" }, { top_k: 3 }, { filter: { page: 1 } }, { mode: "hybrid" }, { cursor: "x" }]) {
    const { status, body } = await post(handler, { ...request, cursor, ...change });
    const message = "must be the next_cursor of an answer to the same search";
    expect([status, body["errors"]]).toEqual([422, [{ field: "cursor", message }]]);
  }
  expect(upstreams.bedrock.requests).toEqual([]);
});

test("refuses more results than there are candidates", async () => {
  const { status, body } = await post(handler, { queries: ["x"], candidates: 100, top_k: 101 });
  const message = "must be at least top_k: only candidates are results";
  expect([status, body["errors"]]).toEqual([422, [{ field: "candidates", message }]]);
});
