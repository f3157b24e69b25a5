import type { MetadataDocument } from "../../../local/s3-vectors/metadata-document";
import { vectorFilter } from "../../../local/s3-vectors/vector-filter";

const enhanced = { nonFilterableKeys: [], mode: "ENHANCED" } as const;
const classic = { nonFilterableKeys: [], mode: "CLASSIC" } as const;

// What AWS says is in the conformance suite.
test.each<[string, unknown, MetadataDocument, boolean]>([
  ["$ne a vector without the key", { genre: { $ne: "drama" } }, {}, true],
  ["$nin a vector without the key", { genre: { $nin: ["drama"] } }, {}, true],
  ["$ne a list that has the value", { tags: { $ne: "x" } }, { tags: ["x", "y"] }, false],
  ["$nin a list that has one of the values", { tags: { $nin: ["x"] } }, { tags: ["x", "y"] }, false],
  ["$in a list that has one of the values", { tags: { $in: ["x"] } }, { tags: ["x", "y"] }, true],
  ["$startsWith a list of which one does", { tags: { $startsWith: "x" } }, { tags: ["a", "xy"] }, true],
  ["$startsWith a number", { year: { $startsWith: "2" } }, { year: 2020 }, false],
  ["$startsWith a vector without the key", { genre: { $startsWith: "" } }, {}, false],
  ["$gt a list", { scores: { $gt: 1 } }, { scores: [2] }, false],
  ["$gt a text", { year: { $gt: 1 } }, { year: "2" }, false],
  ["a key that every object has", { constructor: { $exists: true } }, {}, false],
  ["a key of the prototype's name", { ["__proto__"]: "x" }, JSON.parse('{"__proto__": "x"}'), true],
])("takes %s as this does, where AWS does not say", (_, filter, metadata, matches) => {
  expect(vectorFilter(filter, enhanced)(metadata)).toBe(matches);
});

test.each([[null], ["genre"], [[]], [1], [{ $not: "x" }], [{ genre: { toString: 1 } }]])("refuses %j", (filter) => {
  expect(() => vectorFilter(filter, enhanced)).toThrow("Invalid filter");
});

describe("an index of the classic mode", () => {
  test("does not know $startsWith", () => {
    const filter = { $and: [{ genre: { $startsWith: "d" } }] };
    expect(vectorFilter(filter, enhanced)({ genre: "drama" })).toBe(true);
    expect(() => vectorFilter(filter, classic)).toThrow("Invalid filter");
  });

  test("takes any number of constraints", () => {
    const filter = { page: { $in: Array.from({ length: 101 }, (_, index) => index) } };
    expect(() => vectorFilter(filter, enhanced)).toThrow("at most 100 constraints");
    expect(vectorFilter(filter, classic)({ page: 100 })).toBe(true);
  });
});
