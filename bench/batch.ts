import type { DeployedStacks } from "../local/stacks";
import { modelEndpoint } from "./model-endpoint";
import { packedFunction, postEvent } from "./packed-function";
import { median, spread } from "./statistics";

const items = 100;
const latencyMs = 100;
const samples = 15;

/**
 * A batch of 100 texts against a model that takes 100 ms for each: its time as a ratio of the least that the
 * concurrency allows.
 */
export async function benchBatch(stacks: DeployedStacks, directory: string): Promise<string[][]> {
  const model = await modelEndpoint(latencyMs);
  const batch = await packedFunction(stacks, "batch", { AWS_ENDPOINT_URL_BEDROCK_RUNTIME: model.url }, directory);
  const concurrency = 8;
  const event = postEvent("/embeddings/batch", {
    items: Array.from({ length: items }, (_, index) => ({ text: `text ${index}` })),
  });
  const invoke = async () => {
    const start = performance.now();
    const { statusCode } = (await batch.invoke(event)) as { statusCode: number };
    if (statusCode !== 200) throw new Error(`The batch was answered ${statusCode}`);
    return performance.now() - start;
  };
  try {
    await invoke();
    const times: number[] = [];
    for (let sample = 0; sample < samples; sample++) times.push(await invoke());
    const ideal = (items / concurrency) * latencyMs;
    const ratios = times.map((time) => time / ideal);
    return [
      ["batch of 100, concurrency 8, model 100 ms", "time / ideal", median(ratios).toFixed(3), spread(ratios), "1.25"],
    ];
  } finally {
    await batch.close();
    model.close();
  }
}
