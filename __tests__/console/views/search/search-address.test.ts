import { parseAddress } from "../../../../console/address";
import {
  emptySearch,
  parseSearch,
  type SearchAddress,
  searchHref,
} from "../../../../console/views/search/search-address";

const searches: Partial<SearchAddress>[] = [
  { query: "a & b" },
  {
    like: "doc:1",
    where: [
      { key: "source", operator: "$eq", value: "a=b.md" },
      { key: "line", operator: "$gte", value: 3 },
      { key: "source", operator: "$in", value: ["x", "y,z"] },
      { key: "draft", operator: "$exists", value: false },
    ],
    top: 50,
  },
  { query: "a", mode: "vector", least: -0.5 },
  { query: "a", least: 0 },
  { query: "a", isReranked: true },
  { query: "a", group: "source", isVaried: true },
];

test.each(searches)("reads what it writes: %j", (change) => {
  const address = { ...emptySearch, ...change };
  expect(parseSearch(parseAddress(searchHref(address)).parameters)).toEqual(address);
});

test.each([
  ["where=nonsense&top=x&mode=best&least=2", emptySearch],
  ['where={"a":"b"}&top=1000000&mode=toString&least=', emptySearch],
  [
    'where=[{"a":{"$in":[{}]}},{"b":null},{"c":{"$eq":"d"}},{"e":{"$ne":1,"$gt":0}},{"f":{"toString":1}}]',
    { ...emptySearch, where: [{ key: "c", operator: "$eq", value: "d" }] },
  ],
])("leaves out of %s what makes no sense", (query, expected) => {
  expect(parseSearch(new URLSearchParams(query))).toEqual(expected);
});
