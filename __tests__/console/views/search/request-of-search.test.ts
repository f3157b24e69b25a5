import type { FilterCondition } from "../../../../console/views/search/condition";
import { requestOfSearch } from "../../../../console/views/search/request-of-search";
import { emptySearch, type SearchAddress } from "../../../../console/views/search/search-address";
import { searchRequest } from "../../../../functions/routes/search/request";

const source: FilterCondition = { key: "source", operator: "$eq", value: "a.md" };
const draft: FilterCondition = { key: "draft", operator: "$ne", value: true };
const searches: [Partial<SearchAddress>, object][] = [
  [{ query: " keys " }, { text: "keys", top_k: 10, include: ["text", "metadata", "expires_at"] }],
  [
    { like: "doc1", top: 25, mode: "hybrid" },
    { embedding_id: "doc1", top_k: 25 },
  ],
  [
    { query: "a", mode: "vector", least: 0.25 },
    { mode: "vector", min_score: 0.25 },
  ],
  [
    { like: "doc1", group: "source", isVaried: true },
    { group_by: "source", diversity: 0.4 },
  ],
  [
    { query: "a", isReranked: true, top: 100 },
    { text: "a", rerank: true, top_k: 100 },
  ],
  [
    // There is no text to compare with.
    { like: "doc1", isReranked: true },
    { embedding_id: "doc1" },
  ],
  [{ query: "a", where: [source] }, { filter: { source: { $eq: "a.md" } } }],
  [
    { query: "a", where: [source, draft] },
    { filter: { $and: [{ source: { $eq: "a.md" } }, { draft: { $ne: true } }] } },
  ],
];

test.each(searches)("asks for %j what the API takes", (change, expected) => {
  const { body } = requestOfSearch({ ...emptySearch, ...change }) ?? {};
  expect(body).toMatchObject(expected);
  expect(searchRequest.safeParse(body).error).toBeUndefined();
});

test("asks for nothing where nothing is searched", () => {
  expect(requestOfSearch({ ...emptySearch, query: "  ", where: [source] })).toBeUndefined();
});
