import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { siteEnvironment } from "../../local/lambda/registered-function";
import type { DeployedStacks } from "../../local/pulumi/stacks";
import { exampleRequest } from "../../openapi/example-request";
import { operationsOf, type RouteOperation } from "../../openapi/operations";
import { routes } from "../../service/routes";
import type { Measurement } from "../measurement";
import { type Kind, kinds, type Packagings } from "../packages/packagings";
import { eventOf, functionOf, operationOf } from "../packages/packed-function";
import { pairedRatios } from "../statistics";
import type { ServedDeployment } from "./served-deployment";

const warmUpRounds = 2;
const rounds = 21;
const probe = join(__dirname, "cold-start-probe.cjs");
/** The most that the median of ours should be of that of stock packaging: load, and load and first answer. */
export const coldStartLimits: Record<string, { load?: number; answer?: number }> = {
  generate: { load: 0.36, answer: 0.45 },
  retrieve: { answer: 0.4 },
};

/** How long each packaging of a function took in fresh processes, in milliseconds. */
export type ColdStarts = Readonly<Record<string, Readonly<Record<Kind, { loadMs: number[]; answerMs: number[] }>>>>;

/**
 * Cold starts of every function in each of its packagings, in turn, against the local deployment's endpoints: each by the
 * example of the first of its operations.
 */
export async function measureColdStarts(
  stacks: DeployedStacks,
  { functions }: Packagings,
  { url, s3Url, modelUrl, vectorsUrl }: ServedDeployment,
): Promise<ColdStarts> {
  const endpoints = {
    AWS_ENDPOINT_URL_S3: s3Url,
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: modelUrl,
    AWS_ENDPOINT_URL_S3VECTORS: vectorsUrl,
  };
  const samples: Record<string, Record<Kind, { loadMs: number[]; answerMs: number[] }>> = {};
  const operations = operationsOf(routes).filter(({ name, route }) => name === Object.keys(route.routeKeys)[0]);
  const { path, ...stored } = exampleRequest(operationOf("generate"));
  for (let round = -warmUpRounds; round < rounds; round++) {
    for (const operation of operations) {
      const { name } = operation.route;
      const environment = siteEnvironment(functionOf(stacks, name), { region: stacks.region, endpoints });
      samples[name] ??= { ours: empty(), stock: empty(), esbuild: empty() };
      for (const kind of kinds) {
        // What examples read and delete.
        await (await fetch(url + path, stored)).text();
        const { loadMs, answerMs } = coldStart(functions[name]?.[kind].file ?? "", operation, environment);
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
    const limit = coldStartLimits[name] ?? {};
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

/** Throws where the answer is not the one that the operation describes. */
function coldStart(file: string, operation: RouteOperation, environment: Record<string, string>) {
  const { PATH = "" } = process.env;
  const printed = execFileSync("node", [probe, file], {
    env: { PATH, ...environment, BENCH_EVENT: JSON.stringify(eventOf(operation)) },
    encoding: "utf8",
    maxBuffer: 16 * 1024 * 1024,
  });
  const { loadMs, answerMs, statusCode, text } = JSON.parse(printed);
  const { schema, contentType } = operation.operation.responses[200] ?? {};
  if (statusCode === 200 && schema?.safeParse(contentType ? text : JSON.parse(text)).success) {
    return { loadMs, answerMs } as { loadMs: number; answerMs: number };
  }
  throw new Error(`${file} answered ${statusCode}: ${text.slice(0, 200)}`);
}

function empty() {
  return { loadMs: [] as number[], answerMs: [] as number[] };
}
