import { parseMetadata } from "../../../../console/views/browse/parse-metadata";

test("reads metadata as it is typed, and none", () => {
  expect(parseMetadata(' {"page": 7, "tags": ["a"]} ')).toEqual({ page: 7, tags: ["a"] });
  expect(parseMetadata(" \n")).toBeUndefined();
});

test.each([
  ["{page: 7}", /^The metadata is no JSON: /],
  ["[1]", /^The metadata is no object: write it as \{"page": 7\}$/],
  ["null", /^The metadata is no object/],
  ['"x"', /^The metadata is no object/],
])("says what is wrong with %j", (text, message) => {
  expect(() => parseMetadata(text)).toThrow(message);
});
