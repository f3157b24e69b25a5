import { requestOfSearch } from "../../../../console/views/search/request-of-search";
import { searchRequest } from "../../../../functions/routes/search/request";

const nothing = { query: "", like: "", where: {}, top: 10 };

test.each([
  [{ query: " keys " }, { text: "keys", top_k: 10, include: ["text", "metadata"] }],
  [
    { like: "doc1", top: 25 },
    { embedding_id: "doc1", top_k: 25 },
  ],
  [{ query: "a", where: { source: "a.md" } }, { filter: { source: { $eq: "a.md" } } }],
  [
    { query: "a", where: { source: "a.md", draft: false } },
    { filter: { $and: [{ source: { $eq: "a.md" } }, { draft: { $eq: false } }] } },
  ],
])("asks for %j what the API takes", (address, expected) => {
  const { body } = requestOfSearch({ ...nothing, ...address }) ?? {};
  expect(body).toMatchObject(expected);
  expect(searchRequest.safeParse(body).error).toBeUndefined();
});

test("asks for nothing where nothing is searched", () => {
  expect(requestOfSearch({ ...nothing, query: "  ", where: { a: 1 } })).toBeUndefined();
});
