import { parseAddress } from "../../../../console/address";
import { type MapAddress, mapHref, parseMap } from "../../../../console/views/map/map-address";

test.each<[string, MapAddress]>([
  ["#/map", { query: "", colourKey: undefined }],
  ["#/map?q=a+%26+b&colour=plain", { query: "a & b", colourKey: "plain" }],
  ["#/map?plain=1", { query: "", colourKey: null }],
])("reads %s and writes it", (hash, address) => {
  expect(parseMap(parseAddress(hash).parameters)).toEqual(address);
  expect(mapHref(address)).toBe(hash);
});
