import fc from "fast-check";
import { filterProblem, type IndexFilter, toIndexFilter } from "../../../embedding/index/filter";
import { matchesFilter } from "../../../embedding/index/matches-filter";
import { vectorFilter } from "../../../local/s3-vectors/vector-filter";

const metadata = { language: "en", year: 2020, draft: false, tags: ["a", "b"], sizes: [1, 2], text: "not filtered" };

test.each<[IndexFilter, boolean]>([
  [{ language: "en" }, true],
  [{ language: "fr" }, false],
  [{ language: "en", year: 2021 }, false],
  [{ year: { $gt: 2019, $lte: 2020 } }, true],
  [{ year: { $gt: 2020 } }, false],
  [{ language: { $gt: 1 } }, false],
  [{ draft: false }, true],
  [{ tags: "b" }, true],
  [{ tags: { $ne: "b" } }, false],
  [{ tags: { $startsWith: "a" } }, true],
  [{ sizes: { $in: [2, 3] } }, true],
  [{ sizes: { $nin: [3] } }, true],
  [{ author: { $exists: false } }, true],
  [{ author: { $ne: "me" } }, true],
  [{ constructor: { $exists: true } }, false],
  [{ $or: [{ language: "fr" }, { year: 2020 }] }, true],
  [{ $and: [{ language: "en" }, { $or: [{ year: 1 }, { year: 2 }] }] }, false],
])("says of %j what a search does: %s", (filter, expected) => {
  expect(filterProblem(filter)).toBeUndefined();
  expect(matchesFilter(metadata, filter)).toBe(expected);
});

test("says of any filter what the index of a local deployment says", () => {
  const value = fc.constantFrom<string | number | boolean>("en", "a", "", 1, 2020, true, false);
  const condition = fc.oneof(
    value,
    fc.record({ $ne: value }),
    fc.record({ $gte: fc.constantFrom(0, 2020) }),
    fc.record({ $in: fc.array(value, { minLength: 1, maxLength: 3 }) }),
    fc.record({ $nin: fc.array(value, { minLength: 1, maxLength: 3 }) }),
    fc.record({ $exists: fc.boolean() }),
    fc.record({ $startsWith: fc.constantFrom("", "e", "a") }),
  );
  const key = fc.constantFrom("language", "year", "draft", "tags", "author");
  const conditions = fc.dictionary(key, condition, { minKeys: 1, maxKeys: 3 });
  const filter = fc.oneof(
    conditions,
    fc.record({ $or: fc.array(conditions, { minLength: 1, maxLength: 3 }) }),
    fc.record({ $and: fc.array(conditions, { minLength: 1, maxLength: 3 }), year: condition }),
  ) as fc.Arbitrary<IndexFilter>;
  const carried = fc.dictionary(key, fc.oneof(value, fc.array(fc.constantFrom("en", "a"), { minLength: 1 })));
  const index = { nonFilterableKeys: [], mode: "ENHANCED" as const };
  fc.assert(
    fc.property(filter, carried, (asked, has) => {
      expect(matchesFilter(has, asked)).toBe(vectorFilter(toIndexFilter(asked), index)(has));
    }),
  );
});
