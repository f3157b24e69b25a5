import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { TokenBucket } from "../../local/gateway/token-bucket";
import { ApiClient } from "../../tools/api/api-client";
import { Ingestion } from "../../tools/ingest/ingestion";
import { maxBatch } from "../../tools/ingest/max-batch";
import { PassageApi } from "../../tools/ingest/passage-api";
import type { Measurement } from "../measurement";

/** How many requests a minute the service allows. */
const limits = [30, 300];
const minutes = 5;

/** What part of a service's limit `npm run ingest` reaches from the third minute on, in real time. */
export function benchRates(): Promise<Measurement[]> {
  return Promise.all(limits.map(measure));
}

async function measure(perMinute: number): Promise<Measurement> {
  const bucket = new TokenBucket({ requestsPerSecond: perMinute / 60, burst: 5 });
  const begin = performance.now();
  let taken = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    if (!bucket.take()) return response.writeHead(429).end('{"message":"Too Many Requests"}');
    const { items } = JSON.parse(Buffer.concat(chunks).toString()) as { items: { embedding_id: string }[] };
    if (performance.now() - begin >= 120_000) taken += items.length;
    const results = items.map(({ embedding_id: id }) => ({ success: true, status: 200, embedding_id: id, s3_key: id }));
    response.end(JSON.stringify({ results, model: "m", input_token_count: 1 }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const client = new ApiClient({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  const none = () => undefined;
  const ingestion = new Ingestion({
    passages: passages(),
    api: new PassageApi(client),
    journal: { holds: () => false, forget: none, confirm: none },
    progress: { advance: none, status: none, heldBackBy: none },
    concurrency: 16,
    attempts: 8,
    signal: AbortSignal.timeout(minutes * 60_000),
  });
  // It is interrupted.
  await ingestion.run().catch(none);
  server.closeAllConnections();
  server.close();
  const share = ingestion.outcomes.failures.length > 0 ? 0 : taken / ((minutes - 2) * perMinute * maxBatch);
  return {
    what: `${perMinute} requests a minute`,
    measure: "part that is reached from the third minute",
    samples: [share],
  };
}

async function* passages() {
  for (let number = 0; ; number++) yield { id: `p${number}`, text: "A text", location: "here" };
}
