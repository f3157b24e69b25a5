import { temporaryDirectory } from "../temporary-directory";

const SlowestFirst = require("./slowest-first");
const { lanes } = require("./lanes");
const cacheDirectory = temporaryDirectory();

/** A file of a lane as jest hands it over, which it has never run. */
const file = (lane: string, size: number) => ({
  path: `${lane}-${size}`,
  context: {
    config: { id: lane, cacheDirectory, displayName: { name: lane } },
    hasteFS: { getSize: () => size },
  },
});

test("runs the files of slow lanes before those of others, and within a lane the larger ones first", () => {
  const files = ["unit", "stacks", "processes", "unit", "processes"].map((lane, index) => file(lane, index));
  const sorted: { path: string }[] = new SlowestFirst({ contexts: [] }).sort(files);
  expect(sorted.map(({ path }) => path)).toEqual(["processes-4", "processes-2", "stacks-1", "unit-3", "unit-0"]);
});

test("knows every lane", () => {
  expect(SlowestFirst.order.toSorted()).toEqual(Object.keys(lanes()).toSorted());
});
