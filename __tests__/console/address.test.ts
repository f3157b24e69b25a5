import { formatAddress, parseAddress } from "../../console/address";

test.each([
  ["#/search?q=a%26b", "search", { q: "a&b" }],
  ["#/map", "map", {}],
  ["#/", "", {}],
  ["", "", {}],
  ["#/search?q=what?really", "search", { q: "what?really" }],
])("reads %s", (hash, view, parameters) => {
  const address = parseAddress(hash);
  expect([address.view, Object.fromEntries(address.parameters)]).toEqual([view, parameters]);
});

test("writes what it reads, and leaves out what is empty", () => {
  const hash = formatAddress("search", { q: "50 % & more = ü", like: "", top: undefined });
  expect(hash).toBe("#/search?q=50+%25+%26+more+%3D+%C3%BC");
  expect(Object.fromEntries(parseAddress(hash).parameters)).toEqual({ q: "50 % & more = ü" });
});
