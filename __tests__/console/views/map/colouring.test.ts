import { colouringBy, colourKeys, firstColourKey, mostValues } from "../../../../console/views/map/colouring";
import { groupLooks } from "../../../../console/views/map/group-look";
import type { MapPoint } from "../../../../console/views/map/map-point";

function points(...metadata: Record<string, unknown>[]): MapPoint[] {
  return metadata.map((one, index) => ({ id: `id${index}`, text: undefined, metadata: one }));
}

/** What each point is told apart by. */
function labels(of: readonly MapPoint[], key: string | undefined): (string | undefined)[] {
  const { groups, groupOf } = colouringBy(of, key);
  return [...groupOf].map((group) => groups[group]?.label);
}

test("knows the keys that tell points apart, and what they have", () => {
  const some = points({ kind: "a", line: 3, all: 1, tags: ["x", "y"] }, { kind: "b", line: "4", all: 1 }, { all: 1 });
  expect(colourKeys(some)).toEqual([
    { key: "kind", count: 2, values: 2, isNumeric: false },
    { key: "line", count: 2, values: 2, isNumeric: false },
    { key: "tags", count: 1, values: 1, isNumeric: false },
  ]);
});

test.each([
  ["of most points", ["rare", "often"], { often: 9, rare: 3 }, "often"],
  ["of few values", ["many", "few"], { many: 9, few: 9 }, "few"],
])("begins with a key %s", (_what, keys, counts: Record<string, number>, expected) => {
  const known = keys.map((key) => ({ key, count: counts[key] ?? 0, values: key === "many" ? 8 : 3, isNumeric: false }));
  expect(firstColourKey(known)).toBe(expected);
});

test("begins with no key of numbers, nor of one value", () => {
  expect(firstColourKey([{ key: "line", count: 9, values: 9, isNumeric: true }])).toBeUndefined();
  expect(firstColourKey([{ key: "kind", count: 8, values: 1, isNumeric: false }])).toBeUndefined();
});

test("tells values apart, the most frequent first, also those that look like something of JavaScript", () => {
  const some = points({ k: "b" }, { k: "__proto__" }, { k: "b" }, {}, { k: ["x", "y"] }, { k: true }, { k: "" });
  expect(labels(some, "k")).toEqual(["b", "__proto__", "b", "Without a value", "x, y", "true", "(empty)"]);
  expect(colouringBy(some, "k").groups[0]).toEqual({ label: "b", count: 2, look: "value" });
  expect(labels(some, "constructor")).toEqual(some.map(() => "Without a value"));
});

test("has values that are as frequent in their order", () => {
  const some = points({ k: "v10" }, { k: "v9" }, { k: "b" }, { k: "v9" }, { k: "v10" });
  expect(colouringBy(some, "k").groups.map(({ label }) => label)).toEqual(["v9", "v10", "b"]);
});

test("puts rare values together", () => {
  const some = points(
    ...Array.from({ length: mostValues + 3 }, (_, value) => ({ k: `v${value}` })),
    ...Array.from({ length: mostValues }, (_, value) => ({ k: `v${value}` })),
  );
  const { groups } = colouringBy(some, "k");
  expect(groups.map(({ count }) => count)).toEqual([...Array(mostValues).fill(2), 3]);
  expect(groups.at(-1)).toEqual({ label: "3 other values", count: 3, look: "other" });
});

test("makes steps of numbers with as many points in each", () => {
  const some = points(...Array.from({ length: 600 }, (_, index) => ({ k: index < 599 ? index : 1e6 })), {});
  const { groups } = colouringBy(some, "k");
  expect(groups.map(({ label, count, look }) => [label, count, look])).toEqual([
    ["0 to 99", 100, "step"],
    ["100 to 199", 100, "step"],
    ["200 to 299", 100, "step"],
    ["300 to 399", 100, "step"],
    ["400 to 499", 100, "step"],
    ["500 to 1,000,000", 100, "step"],
    ["Without a value", 1, "none"],
  ]);
});

test("writes years as years", () => {
  expect(labels(points({ k: 1987 }, { k: 12_345.6789 }), "k")).toEqual(["1987", "12,345.7"]);
});

test("makes each of few numbers a step, and one step of many that are the same", () => {
  expect(labels(points({ k: 3 }, { k: -1.5 }, { k: 3 }), "k")).toEqual(["3", "-1.5", "3"]);
  const skewed = points(...Array.from({ length: 100 }, () => ({ k: 0 })), ...[1, 2, 3, 4, 5, 6, 7].map((k) => ({ k })));
  expect(colouringBy(skewed, "k").groups.reduce((sum, { count }) => sum + count, 0)).toBe(107);
});

test("has all alike without a key", () => {
  expect(colouringBy(points({}, {}), undefined)).toEqual({
    groups: [{ label: "All", count: 2, look: "value" }],
    groupOf: new Uint8Array(2),
  });
});

test("looks different for each group without its colour", () => {
  const values = points(...Array.from({ length: 12 }, (_, index) => ({ k: `v${index % 10}` })), {});
  const steps = points(...Array.from({ length: 60 }, (_, index) => ({ k: index })), {});
  for (const some of [values, steps]) {
    const { groups } = colouringBy(some, "k");
    const looks = groupLooks(groups);
    expect(new Set(looks.map(({ path, size }) => `${path} ${size}`)).size).toBe(groups.length);
    expect(new Set(looks.map(({ colour, path }) => `${colour} ${path}`)).size).toBe(groups.length);
  }
});
