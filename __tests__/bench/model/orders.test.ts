import { collectionText } from "../../../bench/model/collection-text";
import { orders } from "../../../bench/model/orders";

/** Texts in the order of their vectors, of which the last has the code. */
const texts = Array.from({ length: 1_500 }, (_, id) =>
  collectionText(id, id === 1_499 ? "Fix E-4711 by a restart." : `Passage ${id} of something.`),
);

/** What a search reads, how often it asks, and the first that it finds. */
function search(mode: string, query: string) {
  const { ordered, read, queries } = orders[mode]?.(query, texts) ?? { ordered: [], read: [], queries: 0 };
  return { read: read.length, queries, first: ordered[0]?.id };
}

test("hybrid finds by its rare terms what no candidate is, with a second query", () => {
  expect(search("hybrid", "what is E-4711")).toEqual({ read: 201, queries: 2, first: 1_499 });
  expect(search("hybrid", "a restart")).toEqual({ read: 200, queries: 1, first: 0 });
});

test("all else reads its candidates, and vector no texts", () => {
  expect(search("vector", "E-4711")).toEqual({ read: 0, queries: 1, first: 0 });
  expect(search("hybrid, no rare terms", "E-4711")).toEqual({ read: 200, queries: 1, first: 0 });
  expect(search("hybrid, no rare terms, 1,000 candidates", "E-4711")).toEqual({ read: 1_000, queries: 1, first: 0 });
});

test("a reranking orders what hybrid finds", () => {
  expect(search("hybrid, rerank by the stand-in", "what is E-4711")).toMatchObject({ read: 201, queries: 2 });
});
