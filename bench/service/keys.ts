import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { apiKeyHash, newApiKey } from "../../common/api-key";
import { deploy } from "../../local/deployment";
import type { Measurement } from "../measurement";
import { stacksDirectory } from "../stacks-directory";

const rounds = 200;
const coldRounds = 21;
const request = "/embeddings?limit=1";
const limits = { throttlingRateLimit: "10000", throttlingBurstLimit: "10000" };

/** How much longer a request takes that comes with one of 500 keys, in milliseconds. */
export async function benchKeys(): Promise<Measurement[]> {
  const directory = mkdtempSync(join(tmpdir(), "embeddings-bench-"));
  const keys = Array.from({ length: 500 }, newApiKey);
  const apiKeys = Object.fromEntries(keys.map((key, index) => [`team-${index}`, { sha256: [apiKeyHash(key)] }]));
  const serve = (type: "none" | "keys", more: Record<string, string>) =>
    deploy({
      port: 0,
      dataDirectory: join(directory, type),
      stacksDirectory,
      auth: { type },
      config: { ...limits, ...more },
      report: () => {},
    });
  const open = await serve("none", {});
  const guarded = await serve("keys", { apiKeys: JSON.stringify(apiKeys) });
  try {
    const [first = "", ...others] = keys;
    const samples = { none: [] as number[], kept: [] as number[], asked: [] as number[] };
    for (let round = -20; round < rounds; round++) {
      // Both deployments have just answered, whichever is asked.
      await timed(open.url);
      const kept = await timed(guarded.url, first);
      const none = await timed(open.url);
      // Which the authorizer has not been asked about.
      const asked = await timed(guarded.url, others.pop());
      if (round < 0) continue;
      samples.none.push(none);
      samples.kept.push(kept - none);
      samples.asked.push(asked - none);
    }
    const file = join(directory, "keys/lambda/embeddings-service-dev-authorize-key/__index.js");
    const cold = Array.from({ length: coldRounds }, () => coldStart(file, first));
    return [
      { what: `GET ${request} without authorization`, measure: "ms", samples: samples.none },
      { what: "with a key, whose answer is kept", measure: "ms more", samples: samples.kept },
      { what: "with a key, about which the authorizer is asked", measure: "ms more", samples: samples.asked },
      { what: "cold start of the authorizer: load", measure: "ms", samples: cold.map(({ loadMs }) => loadMs) },
      {
        what: "cold start of the authorizer: load and first answer",
        measure: "ms",
        samples: cold.map(({ answerMs }) => answerMs),
      },
    ];
  } finally {
    await Promise.all([open.close(), guarded.close()]);
    rmSync(directory, { recursive: true, force: true });
  }
}

/** How long a request takes, in milliseconds. Throws where it is not answered 200. */
async function timed(url: string, key?: string): Promise<number> {
  const start = performance.now();
  const response = await fetch(url + request, { headers: key ? { authorization: `Bearer ${key}` } : {} });
  await response.text();
  if (response.status !== 200) throw new Error(`${request} answered ${response.status}`);
  return performance.now() - start;
}

function coldStart(file: string, key: string): { readonly loadMs: number; readonly answerMs: number } {
  const event = {
    headers: { authorization: `Bearer ${key}` },
    routeKey: "GET /embeddings",
    requestContext: { requestId: "bench" },
  };
  const { PATH = "" } = process.env;
  const env = { PATH, SERVICE_NAME: "bench", BENCH_EVENT: JSON.stringify(event) };
  return JSON.parse(execFileSync("node", [join(__dirname, "cold-start-probe.cjs"), file], { env, encoding: "utf8" }));
}
