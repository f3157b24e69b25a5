import { median } from "../common/median";

/** What was measured of one thing. */
export interface Measurement {
  readonly what: string;
  /** What the samples are, with their unit; ratios have none. */
  readonly measure: string;
  readonly samples: readonly number[];
  /** The most that the median should be. */
  readonly atMost?: number | undefined;
}

/** Measurements as the rows of a table, under their headings. */
export function measurementRows(measurements: readonly Measurement[]): string[][] {
  const rows = measurements.map(({ what, measure, samples, atMost }) => [
    what,
    measure,
    format(median(samples)),
    samples.length > 1 ? `${format(Math.min(...samples))} to ${format(Math.max(...samples))}` : "",
    atMost === undefined ? "" : format(atMost),
  ]);
  return [["what", "measure", "median", "spread", "at most"], ...rows];
}

function format(value: number): string {
  return value >= 100 || Number.isInteger(value) ? value.toFixed(0) : value.toFixed(3);
}
