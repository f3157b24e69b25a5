import { vectorFilter } from "../../local/vector-filter";
import type { VectorMetadata } from "../../local/vector-metadata";

// What AWS says is in the conformance suite.
test.each<[string, unknown, VectorMetadata, boolean]>([
  ["$ne a vector without the key", { genre: { $ne: "drama" } }, {}, true],
  ["$nin a vector without the key", { genre: { $nin: ["drama"] } }, {}, true],
  ["$ne a list that has the value", { tags: { $ne: "x" } }, { tags: ["x", "y"] }, false],
  ["$nin a list that has one of the values", { tags: { $nin: ["x"] } }, { tags: ["x", "y"] }, false],
  ["$in a list that has one of the values", { tags: { $in: ["x"] } }, { tags: ["x", "y"] }, true],
  ["$gt a list", { scores: { $gt: 1 } }, { scores: [2] }, false],
  ["$gt a text", { year: { $gt: 1 } }, { year: "2" }, false],
  ["a key that every object has", { constructor: { $exists: true } }, {}, false],
  ["a key of the prototype's name", { ["__proto__"]: "x" }, JSON.parse('{"__proto__": "x"}'), true],
])("takes %s as this does, where AWS does not say", (_, filter, metadata, matches) => {
  expect(vectorFilter(filter, [])(metadata)).toBe(matches);
});

test.each([[null], ["genre"], [[]], [1], [{ $not: "x" }], [{ genre: { toString: 1 } }]])("refuses %j", (filter) => {
  expect(() => vectorFilter(filter, [])).toThrow("Invalid filter");
});
