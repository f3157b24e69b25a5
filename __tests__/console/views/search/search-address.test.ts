import { parseAddress } from "../../../../console/address";
import { parseSearch, searchHref } from "../../../../console/views/search/search-address";

test.each([
  { query: "a & b", like: "", where: {}, top: 10 },
  { query: "", like: "doc:1", where: { source: "a=b.md", line: 3, public: true }, top: 50 },
])("reads what it writes: %j", (address) => {
  expect(parseSearch(parseAddress(searchHref(address)).parameters)).toEqual(address);
});

test.each([
  ["where=nonsense&top=x", { where: {}, top: 10 }],
  ['where=["a"]&top=1000000', { where: {}, top: 10 }],
  ['where={"a":{"$ne":1},"b":null,"c":"d"}', { where: { c: "d" } }],
])("leaves out of %s what makes no sense", (query, expected) => {
  expect(parseSearch(new URLSearchParams(query))).toMatchObject(expected);
});
