import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Measurement, measurementRows } from "../../../bench/measurement";
import { code, markdownTable } from "../markdown";

/** The measurements that the documentation shows, and what they say. */
const shown: readonly (readonly [what: string, measure: string, says: string])[] = [
  ["generate: load", "ours / stock", "a fresh process of Node.js loads the function"],
  ["generate: load and first answer", "ours / stock", "and answers a request, which it stores"],
  ["generate: load and first answer", "esbuild / stock", "the same with a bundle by esbuild's defaults"],
  [
    "retrieve: load and first answer",
    "ours / stock",
    "a fresh process loads the function and answers a stored embedding",
  ],
  ["generate: zipped", "ours / stock", "what a deployment uploads"],
  ["retrieve: zipped", "ours / stock", ""],
  ["docs: zipped", "ours / stock", "most of it is Swagger UI, which is compressed already"],
  ["docs: zipped", "ours / stock without TypeScript and esbuild", "if `dependencies` had only what functions use"],
  [
    "warm: generate and store",
    "handler / its calls",
    "all of a request beside nothing but the SDK's calls in it, to local endpoints",
  ],
  ["warm: retrieve", "handler / its calls", ""],
  ["warm: retrieve", "handler beside its calls, ms", "the same in milliseconds of this machine"],
  ["warm: search", "handler / its calls", "the model's call and the query of an index of 1,000 vectors"],
  ["memory of generate", "after 10,000 / after 1,000 requests", "resident memory of the process"],
  [
    "POST /v1/embeddings, 256 texts, 8 at a time, model 50 ms",
    "time / ideal",
    "the ideal is the model's time alone, 8 texts at a time",
  ],
  ["POST /embeddings/batch, 100 texts, 8 at a time, model 100 ms", "time / ideal", ""],
  ["dev: all resources", "state, KB", "what Pulumi keeps of a service: hashes of the bundles, and no code"],
  ["npm start", "seconds until it serves", ""],
  ["evaluation of both layers", "seconds", "the program alone, as `pulumi up` runs it too"],
];

/** Below which size, in kilobytes, a package in a bundle is not worth a row. */
const leastKilobytes = 5;

function measurements(): Measurement[] {
  const results = join(__dirname, "../../../bench/results/bench.json");
  return (JSON.parse(readFileSync(results, "utf8")) as { measured: Measurement[] }).measured;
}

/** What the last benchmark measured. */
export const performanceTables = {
  performance: () => {
    const [, ...rows] = measurementRows(measurements());
    return markdownTable(
      ["what", "measure", "median", "at most", "what it says"],
      shown.map(([what, measure, says]) => {
        const row = rows.find(([measured, by]) => measured === what && by === measure);
        if (!row) throw new Error(`The last benchmark did not measure "${what}", "${measure}": correct ${__filename}`);
        const [, , median = "", , atMost = ""] = row;
        return [code(what), code(measure), median, atMost, says];
      }),
    );
  },
  "bundle-contents": () => {
    const prefix = "generate: ";
    const contents = measurements().filter(({ what, measure }) => what.startsWith(prefix) && measure === "raw KB");
    return markdownTable(
      ["in the bundle of `generate`", "KB before zipping"],
      contents
        .map(({ what, samples: [kilobytes = 0] }) => ({ name: what.slice(prefix.length), kilobytes }))
        .filter(({ kilobytes }) => kilobytes >= leastKilobytes)
        .map(({ name, kilobytes }) => [name, kilobytes.toFixed(0)]),
    );
  },
};
