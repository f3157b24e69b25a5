import { parseAddress } from "../../../../console/address";
import { browseHref, parseBrowse } from "../../../../console/views/browse/browse-address";

test.each([
  { prefix: "", id: "", search: "" },
  { prefix: "guide:", id: "guide:a b&c=1", search: "q=what+is+this%3F&top=25" },
])("reads of an address what was written into it: %j", (address) => {
  expect(parseBrowse(parseAddress(browseHref(address)).parameters)).toEqual(address);
});

test("writes nothing of what is not there", () => {
  expect(browseHref({})).toBe("#/browse");
  expect(browseHref({ id: "a:1" })).toBe("#/browse?id=a%3A1");
});
