import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Measurement, measurementRows } from "../../bench/measurement";
import { Page } from "../helpers/docs/page";

test("shows what the last benchmark measured", () => {
  const results = readFileSync(join(__dirname, "../../bench/results/bench.json"), "utf8");
  const { measured } = JSON.parse(results) as { measured: Measurement[] };
  const rows = measurementRows(measured).map(
    ([what, measure, value, , atMost]) => `| \`${what}\` | \`${measure}\` | ${value} | ${atMost} |`,
  );
  const shown = new Page("docs/performance.md").generated("performance").match(/^\| `.*$/gm) ?? [];
  expect(shown.length).toBeGreaterThan(10);
  expect(
    shown
      .map((row) => row.split("|").slice(0, 5).join("|"))
      .map((row) => `${row}|`)
      .filter((row) => !rows.includes(row)),
  ).toEqual([]);
});
