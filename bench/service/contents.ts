import { join } from "node:path";
import { projectDirectory } from "../../local/pulumi/stacks";
import { bundleCallbacks } from "../../service/lambda/bundle";
import type { Measurement } from "../measurement";
import { coldStartLimits } from "./cold-start";

/** What is left in the artefacts that the limits on cold starts are for, package by package. */
export async function contentMeasurements(): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  const callbacks = Object.keys(coldStartLimits).map(
    (name) => [name, `exports.handler = require("../functions/routes/${name}/handler").handler;`] as const,
  );
  const bundles = await bundleCallbacks(Object.fromEntries(callbacks), join(projectDirectory, "service"));
  for (const [name, { packageBytes }] of Object.entries(bundles)) {
    for (const [packageName, bytes] of Object.entries(packageBytes).toSorted(([, a], [, b]) => b - a)) {
      measurements.push({
        what: `${name}: ${packageName || "this project"}`,
        measure: "raw KB",
        samples: [bytes / 1_000],
      });
    }
  }
  return measurements;
}
