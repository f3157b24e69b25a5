import type { DeployedStacks } from "../../local/pulumi/stacks";
import type { Measurement } from "../measurement";
import { eventOf, operationOf, packedFunction } from "../packages/packed-function";
import { modelEndpoint } from "./model-endpoint";

const samples = 15;

/** The `batchConcurrency` of the benchmark's service. */
const concurrency = 8;

/** A request with many texts, and how long the model takes for each of them. */
interface Workload {
  /** The name of the operation. */
  readonly of: string;
  readonly texts: number;
  readonly body: (texts: readonly string[]) => object;
  readonly latencyMs: number;
  readonly atMost?: number;
}

const openai = {
  of: "openai-embeddings",
  latencyMs: 50,
  body: (input: readonly string[]) => ({ input, model: "text-embedding-3-small", encoding_format: "base64" }),
};

const workloads: readonly Workload[] = [
  { ...openai, texts: 1 },
  { ...openai, texts: 16 },
  { ...openai, texts: 256, atMost: 1.2 },
  {
    of: "batch",
    texts: 100,
    latencyMs: 100,
    body: (texts) => ({ items: texts.map((text) => ({ text })) }),
    atMost: 1.25,
  },
];

/** Requests with many texts: their time as a ratio of the least that the concurrency allows. */
export async function benchConcurrency(stacks: DeployedStacks, directory: string): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (const workload of workloads) measurements.push(await measure(workload, stacks, directory));
  return measurements;
}

async function measure(workload: Workload, stacks: DeployedStacks, directory: string): Promise<Measurement> {
  const { of, texts, latencyMs, body, atMost } = workload;
  const operation = operationOf(of);
  const { routeKey, route } = operation;
  const model = await modelEndpoint(latencyMs);
  const lambda = await packedFunction(stacks, route.name, { AWS_ENDPOINT_URL_BEDROCK_RUNTIME: model.url }, directory);
  const event = eventOf(operation, body(Array.from({ length: texts }, (_, index) => `text ${index}`)));
  const idealMs = Math.ceil(texts / concurrency) * latencyMs;
  const invoke = async () => {
    const start = performance.now();
    const { statusCode } = (await lambda.invoke(event)) as { statusCode: number };
    if (statusCode !== 200) throw new Error(`${routeKey} with ${texts} texts was answered ${statusCode}`);
    return (performance.now() - start) / idealMs;
  };
  try {
    await invoke();
    const ratios: number[] = [];
    for (let sample = 0; sample < samples; sample++) ratios.push(await invoke());
    return {
      what: `${routeKey}, ${texts} texts, ${concurrency} at a time, model ${latencyMs} ms`,
      measure: "time / ideal",
      samples: ratios,
      atMost,
    };
  } finally {
    await lambda.close();
    model.close();
  }
}
