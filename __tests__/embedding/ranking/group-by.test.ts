import fc from "fast-check";
import { groupBy } from "../../../embedding/ranking/group-by";

const key = fc.option(fc.constantFrom<(string | number | string[])[]>("a", "b", 1, "1", ["a"], ["a", "b"]), {
  nil: undefined,
});
const items = fc.array(key).map((keys) => keys.map((key, place) => ({ key, place })));
const size = fc.integer({ min: 1, max: 4 });
const grouped = (of: { key: unknown; place: number }[], most: number) => groupBy(of, ({ key }) => key, most);

test("has of each key the first items in one group, in the order of the first, and what has none alone", () => {
  fc.assert(
    fc.property(items, size, (of, most) => {
      const groups = grouped(of, most);
      const firsts = groups.map(({ items: [first] }) => first?.place ?? -1);
      expect(firsts).toEqual(firsts.toSorted((one, other) => one - other));
      const keys = of.filter(({ key }) => key !== undefined).map(({ key }) => JSON.stringify(key));
      const alone = of.filter(({ key }) => key === undefined).length;
      expect(groups).toHaveLength(new Set(keys).size + alone);
      for (const { key, items: members } of groups) {
        const same = of.filter((item) => JSON.stringify(item.key) === JSON.stringify(key));
        expect(members).toEqual(key === undefined ? [members[0]] : same.slice(0, most));
      }
    }),
  );
});

test("tells a number from a text, and a list from what is in it", () => {
  const of = [1, "1", ["1"], 1].map((key, place) => ({ key, place }));
  expect(grouped(of, 2).map(({ items: members }) => members.map(({ place }) => place))).toEqual([[0, 3], [1], [2]]);
});
