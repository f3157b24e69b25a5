import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { siteEnvironment } from "../local/lambda/registered-function";
import type { DeployedStacks } from "../local/pulumi/stacks";
import { routes } from "../service/routes";
import type { Measurement } from "./measurement";
import { type Kind, kinds, type Packagings } from "./packagings";
import { eventOf, functionOf } from "./packed-function";
import { sampleVector } from "./sample-vector";
import type { ServedDeployment } from "./served-deployment";
import { pairedRatios } from "./statistics";

const warmUpRounds = 2;
const rounds = 21;
const probe = join(__dirname, "cold-start-probe.cjs");
const id = "cold-start";

/** A request that each function answers, and what its answer says if it is the right one. */
const requests: Record<string, { path?: Record<string, string>; body?: unknown; says: RegExp }> = {
  generate: {
    body: { text: "Hello world", store_in_s3: true, embedding_id: id },
    says: /"s3_key":"embeddings\/cold-start\.json"/,
  },
  batch: { body: { items: [{ text: "Hello world" }] }, says: /"succeeded":1/ },
  store: { body: { embedding_id: id, text: "Hello world", embedding: sampleVector }, says: /"success":true/ },
  retrieve: { path: { embedding_id: id }, says: /"id":"cold-start"/ },
  list: { says: /"s3_key":"embeddings\/cold-start\.json"/ },
  delete: { path: { embedding_id: id }, says: /was deleted/ },
  search: { body: { text: "Hello world" }, says: /"results":\[/ },
  "openai-embeddings": { body: { input: "Hello world", model: "text-embedding-3-small" }, says: /"object":"list"/ },
  health: { says: /"healthy"/ },
  openapi: { says: /"openapi"/ },
  docs: { says: /<div id="docs">/ },
};

/** The most that the median of ours should be of that of stock packaging: load, and load and first answer. */
const limits: Record<string, { load?: number; answer?: number }> = {
  generate: { load: 0.36, answer: 0.45 },
  retrieve: { answer: 0.4 },
};

/** How long each packaging of a function took in fresh processes, in milliseconds. */
export type ColdStarts = Readonly<Record<string, Readonly<Record<Kind, { loadMs: number[]; answerMs: number[] }>>>>;

/** Cold starts of every function in each of its packagings, in turn, against the local deployment's endpoints. */
export function measureColdStarts(
  stacks: DeployedStacks,
  { functions }: Packagings,
  { s3Url, modelUrl, vectorsUrl }: ServedDeployment,
): ColdStarts {
  const endpoints = {
    AWS_ENDPOINT_URL_S3: s3Url,
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: modelUrl,
    AWS_ENDPOINT_URL_S3VECTORS: vectorsUrl,
  };
  const samples: Record<string, Record<Kind, { loadMs: number[]; answerMs: number[] }>> = {};
  const start = (route: string, kind: Kind) => {
    const { method, path } = routes.find(({ name }) => name === route) as (typeof routes)[number];
    const request = requests[route] as (typeof requests)[string];
    const environment = siteEnvironment(functionOf(stacks, route), { region: stacks.region, endpoints });
    const event = eventOf(`${method} ${path}`, request.path, request.body);
    return coldStart(functions[route]?.[kind].file ?? "", event, environment, request.says);
  };
  for (let round = -warmUpRounds; round < rounds; round++) {
    for (const { name } of routes) {
      samples[name] ??= { ours: empty(), stock: empty(), esbuild: empty() };
      for (const kind of kinds) {
        // What is deleted must be there, and what is read and listed after it.
        if (name === "delete" || name === "retrieve" || name === "list") start("store", "ours");
        const { loadMs, answerMs } = start(name, kind);
        // The endpoints have to warm up.
        if (round < 0) continue;
        samples[name][kind].loadMs.push(loadMs);
        samples[name][kind].answerMs.push(answerMs);
      }
    }
  }
  return samples;
}

/** Cold starts as ratios to those of stock packaging. */
export function coldStartMeasurements(coldStarts: ColdStarts): Measurement[] {
  return Object.entries(coldStarts).flatMap(([name, { ours, stock, esbuild }]) => {
    const limit = limits[name] ?? {};
    return [
      measurement(`${name}: load`, "ours / stock", ours.loadMs, stock.loadMs, limit.load),
      measurement(`${name}: load and first answer`, "ours / stock", ours.answerMs, stock.answerMs, limit.answer),
      measurement(`${name}: load and first answer`, "esbuild / stock", esbuild.answerMs, stock.answerMs),
    ];
  });
}

function measurement(what: string, measure: string, values: number[], base: number[], atMost?: number): Measurement {
  return { what, measure, samples: pairedRatios(values, base), atMost };
}

function coldStart(file: string, event: unknown, environment: Record<string, string>, says: RegExp) {
  const { PATH = "" } = process.env;
  const printed = execFileSync("node", [probe, file], {
    env: { PATH, ...environment, BENCH_EVENT: JSON.stringify(event) },
    encoding: "utf8",
    maxBuffer: 16 * 1024 * 1024,
  });
  const { loadMs, answerMs, statusCode, text } = JSON.parse(printed);
  if (statusCode === 200 && says.test(text)) return { loadMs, answerMs } as { loadMs: number; answerMs: number };
  throw new Error(`${file} answered ${statusCode}: ${text.slice(0, 200)}`);
}

function empty() {
  return { loadMs: [] as number[], answerMs: [] as number[] };
}
