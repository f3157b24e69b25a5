import { join } from "node:path";
import { projectDirectory } from "../local/stacks";
import { bundleCallback } from "../service/bundle";
import type { Measurement } from "./measurement";

/** What is left in the artefacts that the limits on cold starts are for, package by package. */
export async function contentMeasurements(): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (const name of ["generate", "retrieve"]) {
    const callback = `exports.handler = require("../functions/${name}").handler;`;
    const { packageBytes } = await bundleCallback(callback, join(projectDirectory, "service"));
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
