import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PutVectorsCommand, S3VectorsClient } from "@aws-sdk/client-s3vectors";
import { median } from "../../common/median";
import { textKey } from "../../embedding/index/carried-keys";
import type { SearchRequest } from "../../functions/routes/search/request";
import { archiveFiles } from "../../local/lambda/archive";
import { siteEnvironment } from "../../local/lambda/registered-function";
import { runStacks } from "../../local/pulumi/stacks";
import { table } from "../../local/table";
import { type Measurement, measurementRows } from "../measurement";
import { benchHybridComputing, passages } from "../model/hybrid-computing";
import { eventOf, functionOf, operationOf } from "../packages/packed-function";
import { stacksDirectory } from "../stacks-directory";
import { pairedRatios } from "../statistics";
import { sampleVector } from "./sample-vector";
import { serveDeployment } from "./served-deployment";

/** A request of a search, beside what is searched for. */
type SearchFields = Partial<Pick<SearchRequest, "mode" | "rerank" | "candidates" | "diversity" | "queries">>;

const question = "which permissions does the role that deploys need for the index";
const found = { top_k: 10, include: ["text", "metadata"] };

const indexedVectors = 10_000;
const passageCharacters = 1_500;
const warmUpRounds = 20;
const rounds = 100;

/** What a search is ordered by, by vectors alone first. */
const orders: Readonly<Record<string, SearchFields>> = {
  vector: { mode: "vector" },
  hybrid: { mode: "hybrid" },
  rerank: { mode: "hybrid", rerank: true },
};

/** As long as the index has room for beside other metadata. */
const longCharacters = 38_000;
const longTexts = 1_000;
const texts8 = Array.from({ length: 8 }, (_, index) => `${question}, the ${index + 1}th time`);

/** Searches that find long texts. */
const longSearches: Readonly<Record<string, SearchFields>> = {
  "`vector`": { mode: "vector" },
  "`hybrid`": { mode: "hybrid" },
  "`hybrid`, 1,000 candidates": { mode: "hybrid", candidates: 1_000 },
  "`hybrid`, reranked": { mode: "hybrid", rerank: true },
  "`hybrid`, 1,000 candidates, with `diversity`": { mode: "hybrid", candidates: 1_000, diversity: 0.4 },
  "`hybrid`, 8 texts": { mode: "hybrid", queries: texts8 },
  "`hybrid`, 8 texts, 1,000 candidates of each": { mode: "hybrid", queries: texts8, candidates: 1_000 },
};

/** What a function may have, in megabytes. */
const memorySizes = [512, 1_024, 1_769];

/** `npm run bench -- search`: prints how long the modes of a search take, and what memory it takes where texts are long. */
export async function benchSearch(): Promise<void> {
  console.log(`${table(measurementRows(benchHybridComputing()))}\n`);
  const directory = mkdtempSync(join(tmpdir(), "embeddings-bench-"));
  const deployment = await serveDeployment(join(directory, "data"));
  try {
    const stacks = await runStacks("https://api.invalid", { directory: stacksDirectory });
    const lambda = functionOf(stacks, "search");
    const [[path = "", code = ""] = []] = Object.entries(await archiveFiles(lambda));
    const file = join(directory, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, code);
    const endpoints = {
      AWS_ENDPOINT_URL_S3: deployment.s3Url,
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: deployment.modelUrl,
      AWS_ENDPOINT_URL_S3VECTORS: deployment.vectorsUrl,
    };
    const environment: Record<string, string> = {
      ...siteEnvironment(lambda, { region: stacks.region, endpoints }),
      RERANK_MODELS: JSON.stringify(["amazon.rerank-v1:0"]),
    };
    const run = { file, environment };
    const index = { endpoint: deployment.vectorsUrl, indexArn: environment["VECTOR_INDEX_ARN"] ?? "" };
    await fill(index, { kind: "passage", count: indexedVectors, length: passageCharacters });
    console.log(`${table(measurementRows(warmMeasurements(run)))}\n`);
    await fill(index, { kind: "long", count: longTexts, length: longCharacters });
    console.log(table(memoryRows(run)));
  } finally {
    await deployment.close();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** A packed function, and what it is told. */
interface Run {
  readonly file: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** What search-probe.cjs prints. */
interface Probed {
  readonly taken: number[][];
  readonly computed: number[][];
  readonly answers: { readonly statusCode: number; readonly body: string }[];
  readonly peakKb: number;
}

/** Sends these requests to the function in a process of its own; undefined where that ends without having answered. */
function probe(
  { file, environment }: Run,
  bodies: readonly object[],
  options: { readonly rounds: number; readonly flags?: readonly string[] },
): Probed | undefined {
  const events = bodies.map((body) => eventOf(operationOf("search"), body));
  const args = [...(options.flags ?? []), join(__dirname, "search-probe.cjs"), file, String(options.rounds)];
  const { PATH = "" } = process.env;
  const { stdout, status } = spawnSync("node", args, {
    env: { PATH, ...environment },
    input: JSON.stringify(events),
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  return status === 0 ? JSON.parse(stdout) : undefined;
}

function warmMeasurements(run: Run): Measurement[] {
  const names = Object.keys(orders);
  const bodies = Object.values(orders).map((fields) => ({ text: question, ...found, ...fields }));
  const probed = probe(run, bodies, { rounds: warmUpRounds + rounds });
  const failed = probed?.answers.find(({ statusCode }) => statusCode !== 200);
  if (!probed || failed) throw new Error(`A search was not answered: ${failed?.body}`);
  const [alone = [], ...others] = probed.taken.map((taken) => taken.slice(warmUpRounds));
  const what = (place: number) => `search in ${indexedVectors.toLocaleString("en")} vectors: ${names[place]}`;
  return [
    ...names.map((_, place) => ({
      what: what(place),
      measure: "ms of a processor",
      samples: (probed.computed[place] ?? []).slice(warmUpRounds),
    })),
    { what: what(0), measure: "ms", samples: alone },
    ...others.flatMap((taken, index): Measurement[] => [
      { what: what(index + 1), measure: "ms", samples: taken },
      { what: what(index + 1), measure: "its time / vector", samples: pairedRatios(taken, alone) },
    ]),
  ];
}

/** What Lambda tells Node.js of a function's memory, in megabytes, by `/var/runtime/bootstrap` of its images. */
const memoryFlags = (megabytes: number) => [
  `--max-semi-space-size=${Math.round(megabytes * 0.05)}`,
  `--max-old-space-size=${Math.round(megabytes * 0.9)}`,
];

/** How long searches of long texts compute, and the most memory that each takes of what there may be, where that is enough. */
function memoryRows(run: Run): string[][] {
  const rows = Object.entries(longSearches).map(([name, fields]) => {
    const body = { ...(fields.queries ? {} : { text: question }), ...found, ...fields, filter: { kind: "long" } };
    const probes = memorySizes.map((megabytes) => {
      const probed = probe(run, [body], { rounds: 3, flags: memoryFlags(megabytes) });
      const peakMb = (probed?.peakKb ?? Number.POSITIVE_INFINITY) / 1_024;
      const isAnswered = probed?.answers.every(({ statusCode }) => statusCode === 200) && peakMb <= megabytes;
      return { computed: probed?.computed.flat() ?? [], peak: isAnswered ? peakMb.toFixed(0) : "too little" };
    });
    return [name, median(probes.flatMap(({ computed }) => computed)).toFixed(0), ...probes.map(({ peak }) => peak)];
  });
  const sizes = memorySizes.map((megabytes) => `MB used of ${megabytes.toLocaleString("en")}`);
  return [[`search in texts of ${longCharacters / 1_000} KB`, "ms of a processor", ...sizes], ...rows];
}

/** Puts so many vectors with texts of this length into the index, each of which points somewhere else. */
async function fill(
  { endpoint, indexArn }: { readonly endpoint: string; readonly indexArn: string },
  { kind, count, length }: { readonly kind: string; readonly count: number; readonly length: number },
): Promise<void> {
  const credentials = { accessKeyId: "bench", secretAccessKey: "local" };
  const client = new S3VectorsClient({ region: "us-east-1", endpoint, credentials });
  const texts = passages(count, length);
  // A request has at most 20 MiB: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-limitations.html
  const perCall = 200;
  for (let start = 0; start < count; start += perCall) {
    const vectors = texts.slice(start, start + perCall).map((text, place) => ({
      key: `${kind}:${start + place}`,
      data: { float32: sampleVector.map((value, position) => value + Math.sin((start + place + 1) * (position + 1))) },
      metadata: { [textKey]: text, kind },
    }));
    await client.send(new PutVectorsCommand({ indexArn, vectors }));
  }
  client.destroy();
}
