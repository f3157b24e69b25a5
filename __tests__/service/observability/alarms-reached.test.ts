import { join } from "node:path";
import { textKey } from "../../../embedding/index/carried-keys";
import { Gateway } from "../../../local/gateway/gateway";
import { registeredRoutes } from "../../../local/gateway/registered-routes";
import { LocalFunction } from "../../../local/lambda/lambda-function";
import { registeredFunction } from "../../../local/lambda/registered-function";
import type { StackResult } from "../../../local/pulumi/registered-resource";
import { embeds, failure, s3Failure, vector } from "../../helpers/handler/aws-answers";
import { alarmsAfter, apiSamples, embeddedSamples, type Sample } from "../../helpers/handler/cloudwatch";
import { Upstream } from "../../helpers/handler/upstream";
import { bootstrapStackName, runLayer } from "../../helpers/stacks/run-layer";
import { temporaryDirectory } from "../../helpers/temporary-directory";

const directory = temporaryDirectory();
const gateway = new Gateway();
const functions: LocalFunction[] = [];
const upstreams = { bedrock: new Upstream(), s3: new Upstream(), vectors: new Upstream() };
const written: string[] = [];
let service: StackResult;
let url: string;

/** A function that answers nothing, in each of the ways in which Lambda ends one. */
const endless = `
exports.handler = async ({ rawQueryString }) => {
  switch (rawQueryString) {
    case "crash": throw new Error("crashed");
    case "timeout": return new Promise((resolve) => setTimeout(resolve, 60_000));
    case "memory": for (const kept = []; ; ) kept.push(new Array(100_000).fill(kept.length));
  }
};`;

beforeAll(async () => {
  const { outputs } = await runLayer("bootstrap", { config: { rerankModels: ["amazon.rerank-v1:0"] } });
  service = await runLayer("service", { stackOutputs: { [bootstrapStackName]: outputs } });
  url = await gateway.listen(0);
  const site = {
    region: "us-east-1",
    endpoints: {
      AWS_ENDPOINT_URL_BEDROCK_RUNTIME: await upstreams.bedrock.listen(),
      AWS_ENDPOINT_URL_S3: await upstreams.s3.listen(),
      AWS_ENDPOINT_URL_S3VECTORS: await upstreams.vectors.listen(),
    },
    directory,
  };
  for (const route of registeredRoutes(service)) {
    const lambda = await registeredFunction(route.lambda, site);
    functions.push(lambda);
    gateway.addRoute({ ...route, lambda });
  }
  const add = (name: string, limits: { timeoutSeconds: number; reservedConcurrency?: number }) => {
    const lambda = new LocalFunction({
      name,
      arn: name,
      files: { "__index.js": endless },
      handler: "__index.handler",
      environment: {},
      memorySizeMb: 64,
      directory: join(directory, name),
      ...limits,
    });
    functions.push(lambda);
    gateway.addRoute({ apiId: "local", routeKey: `GET /${name}`, timeoutMs: 30_000, lambda });
  };
  add("ended", { timeoutSeconds: 2 });
  add("full", { timeoutSeconds: 2, reservedConcurrency: 0 });
  jest.spyOn(console, "error").mockImplementation(() => {});
  jest.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0);
});
afterAll(async () => {
  jest.restoreAllMocks();
  await gateway.close();
  for (const lambda of functions) await lambda.close();
  for (const upstream of Object.values(upstreams)) await upstream.close();
});
beforeEach(() => {
  written.length = 0;
  upstreams.bedrock.answer = embeds;
  upstreams.s3.answer = () => ({ status: 200, headers: { etag: '"e"' } });
  upstreams.vectors.answer = () => ({ status: 200, headers: { "content-type": "application/json" }, body: "{}" });
});

/** What a request to the API leaves in CloudWatch: by its answer, and by the line that a function of ours logs. */
async function samplesOf(path: string, body?: object): Promise<Sample[]> {
  const start = performance.now();
  const response = await fetch(`${url}${path}`, {
    ...(body ? { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } } : {}),
  });
  await response.text();
  // A sandbox writes from a thread of its own.
  const requestId = response.headers.get("x-request-id");
  while (requestId && !written.join("").includes(requestId)) await new Promise((resolve) => setTimeout(resolve, 5));
  const lines = written.join("").split("\n").filter(Boolean);
  return [
    ...apiSamples("local", { status: response.status, latencyMs: performance.now() - start }),
    ...lines.flatMap((line) => embeddedSamples(JSON.parse(line))),
  ];
}

const text = { text: "a text" };
const stored = { ...text, store_in_s3: true, embedding_id: "doc1" };
const batch = {
  items: ["a", "b", "c", "d", "e"].map((id) => ({ text: id, embedding_id: id })),
  store_in_s3: true,
};
const denied = () => failure(403, "AccessDeniedException");

/** What fails, a request that meets it, and the alarms that five of them in one period set off beside `api-5xx`. */
const failures: [string, () => Promise<Sample[]>, string[]][] = [
  ["a crash", () => samplesOf("/ended?crash"), []],
  ["a timeout", () => samplesOf("/ended?timeout"), []],
  ["no memory left", () => samplesOf("/ended?memory"), []],
  ["no concurrency left", () => samplesOf("/full"), []],
  [
    "a model that may not be invoked",
    () => {
      upstreams.bedrock.answer = denied;
      return samplesOf("/embeddings/generate", text);
    },
    [],
  ],
  [
    "a model that fails",
    () => {
      upstreams.bedrock.answer = () => failure(400, "ValidationException");
      return samplesOf("/v1/embeddings", { model: "text-embedding-3-small", input: "a text" });
    },
    [],
  ],
  [
    "a model that refuses",
    () => {
      upstreams.bedrock.answer = () => failure(429, "ThrottlingException");
      return samplesOf("/embeddings/generate", text);
    },
    ["model-throttles"],
  ],
  [
    "a bucket that may not be written",
    () => {
      upstreams.s3.answer = () => s3Failure(403, "AccessDenied");
      return samplesOf("/embeddings/generate", stored);
    },
    ["storage-failures"],
  ],
  [
    "an index that may not be written",
    () => {
      upstreams.vectors.answer = denied;
      return samplesOf("/embeddings/store", { embedding_id: "doc1", text: "a", embedding: vector(1024) });
    },
    ["index-failures"],
  ],
  [
    "an index that may not be searched",
    () => {
      upstreams.vectors.answer = denied;
      return samplesOf("/embeddings/search", text);
    },
    ["index-failures"],
  ],
];

const named = (...alarms: string[]) => alarms.map((alarm) => `embeddings-service-dev-${alarm}`).sort();

test.each(failures)(
  "%s sets an alarm off by five requests, or by one in each of three periods, and not by one",
  async (_, fail, causes) => {
    const samples = await fail();
    expect(alarmsAfter([samples], service)).toEqual([]);
    expect(alarmsAfter([Array(5).fill(samples).flat()], service)).toEqual(named("api-5xx", ...causes));
    expect(alarmsAfter([samples, samples, samples], service)).toEqual(named("api-5xx-lasting"));
    expect(alarmsAfter([samples, [], samples], service)).toEqual([]);
  },
);

/** What fails in a batch of five, which is no failure of the API, and the alarms that one sets off. */
test.each<[string, () => void, string[]]>([
  [
    "a model that may not be invoked",
    () => {
      upstreams.bedrock.answer = denied;
    },
    ["item-failures"],
  ],
  [
    "a model that refuses",
    () => {
      upstreams.bedrock.answer = () => failure(429, "ThrottlingException");
    },
    ["item-failures", "model-throttles"],
  ],
  [
    "a bucket that may not be written",
    () => {
      upstreams.s3.answer = () => s3Failure(403, "AccessDenied");
    },
    ["item-failures", "storage-failures"],
  ],
  [
    "an index that may not be written",
    () => {
      upstreams.vectors.answer = denied;
    },
    ["index-failures", "item-failures"],
  ],
])("%s sets an alarm off by the items of a batch", async (_, fail, causes) => {
  fail();
  const samples = await samplesOf("/embeddings/batch", batch);
  expect(samples).toContainEqual(expect.objectContaining({ metric: "5xx", value: 0 }));
  expect(alarmsAfter([samples], service)).toEqual(named(...causes));
});

test("a reranker that refuses sets an alarm off by five searches, which are answered without it", async () => {
  upstreams.bedrock.answer = (request) =>
    request.path.includes("rerank") ? failure(429, "ThrottlingException") : embeds(request);
  const vectors = [{ key: "doc1", distance: 0.1, metadata: { [textKey]: "a text" } }];
  const body = JSON.stringify({ vectors, distanceMetric: "cosine" });
  upstreams.vectors.answer = () => ({ status: 200, headers: { "content-type": "application/json" }, body });
  const samples = await samplesOf("/embeddings/search", { ...text, rerank: true });
  expect(samples).toContainEqual(expect.objectContaining({ metric: "5xx", value: 0 }));
  expect(alarmsAfter([samples], service)).toEqual([]);
  expect(alarmsAfter([Array(5).fill(samples).flat()], service)).toEqual(named("rerank-fallbacks"));
});

test("an API that becomes slow sets an alarm off after three periods", () => {
  const slow = (slowMs: number) =>
    [...Array(98).fill(200), slowMs, slowMs].flatMap((latencyMs) => apiSamples("local", { status: 200, latencyMs }));
  expect(alarmsAfter([slow(25_000), slow(25_000)], service)).toEqual([]);
  expect(alarmsAfter([slow(25_000), slow(25_000), slow(25_000)], service)).toEqual(named("api-latency"));
  expect(alarmsAfter([slow(15_000), slow(15_000), slow(15_000)], service)).toEqual([]);
});

test("requests that succeed, or that are the caller's fault, set no alarm off", async () => {
  const samples = [
    ...(await samplesOf("/embeddings/generate", stored)),
    ...(await samplesOf("/embeddings/batch", batch)),
    ...(await samplesOf("/embeddings/generate", { text: "" })),
    ...(await samplesOf("/nothing")),
  ];
  const often = Array(100).fill(samples).flat();
  expect(alarmsAfter([often, often, often], service)).toEqual([]);
});
