import type { Measurement } from "../measurement";
import type { Packagings } from "./packagings";

/** The zipped sizes of the packagings, as ratios, and in kilobytes. */
export function sizeMeasurements({ functions, deploymentToolsZippedBytes }: Packagings): Measurement[] {
  return Object.entries(functions).flatMap(([name, { ours, stock, esbuild }]) => [
    { what: `${name}: zipped`, measure: "KB", samples: [ours.zippedBytes / 1_000] },
    { what: `${name}: raw`, measure: "ours / stock", samples: [ours.rawBytes / stock.rawBytes] },
    {
      what: `${name}: zipped`,
      measure: "ours / stock",
      samples: [ours.zippedBytes / stock.zippedBytes],
      atMost: 1 / 30,
    },
    {
      what: `${name}: zipped`,
      measure: "ours / stock without TypeScript and esbuild",
      samples: [ours.zippedBytes / (stock.zippedBytes - deploymentToolsZippedBytes)],
    },
    { what: `${name}: zipped`, measure: "ours / esbuild", samples: [ours.zippedBytes / esbuild.zippedBytes] },
  ]);
}
