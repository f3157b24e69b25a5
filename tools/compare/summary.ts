import { median } from "../../common/median";
import { counted, number } from "../command/number";
import { printable } from "../command/printable";
import { summaryLines } from "../command/summary-lines";
import type { Comparison, Pair } from "./comparison";

/** Vectors whose lengths differ by less have the same but for rounding. */
const roundedMagnitude = 0.01;

/** What is said of all texts together. */
export interface Summary {
  readonly texts: number;
  readonly min: number;
  readonly median: number;
  /** How many are less similar than they may be. */
  readonly below: number;
  /** Those of the first text. */
  readonly models: Pair<string>;
  /** Likewise. */
  readonly magnitudes: Pair<number>;
}

/** Sums up comparisons, of which there is one at least. */
export function summarize(comparisons: readonly Comparison[], atLeast: number): Summary {
  const cosines = comparisons.map(({ cosine }) => cosine);
  const [{ models, magnitudes }] = comparisons as readonly [Comparison];
  return {
    texts: comparisons.length,
    min: cosines.reduce((least, cosine) => Math.min(least, cosine)),
    median: median(cosines),
    below: cosines.filter((cosine) => cosine < atLeast).length,
    models,
    magnitudes,
  };
}

/** A line of a comparison. */
export function describeComparison({ cosine, text }: Comparison): string {
  const [start, ...more] = text.split(/(?<=^.{72})/su);
  return `${cosine.toFixed(6).padStart(9)}  ${printable(start ?? "")}${more.length > 0 ? "…" : ""}`;
}

/** The lines below those of all comparisons. */
export function describeSummary({ texts, min, median, below, models, magnitudes }: Summary, atLeast: number): string {
  const rows: [string, string][] = [
    ["cosine", `min ${min.toFixed(6)}, median ${median.toFixed(6)}`],
    ["model", models.here === models.there ? models.here : `${models.here} here, ${models.there} there`],
  ];
  const { here, there } = magnitudes;
  if (Math.abs(here - there) > roundedMagnitude) {
    const lengths = `${here.toFixed(3)} here, ${there.toFixed(3)} there`;
    rows.push(["magnitude", `${lengths}: dot products and Euclidean distances differ, cosines do not`]);
  }
  const all = counted(texts, "text");
  rows.push(["result", below === 0 ? `${all}, none below ${atLeast}` : `${number(below)} of ${all} below ${atLeast}`]);
  return summaryLines(rows.map(([of, says]) => [of, printable(says)]));
}
