import { execFileSync } from "node:child_process";
import autocannon from "autocannon";
import { median } from "../../common/median";
import type { Measurement } from "../measurement";
import type { ServedDeployment } from "./served-deployment";

const connections = 32;
const requestsPerRound = 2_000;
const rounds = 21;

/**
 * Rounds of 2,000 requests at 32 connections against the local deployment: how many were not answered 200, the memory
 * that it takes after 40,000, and its growth from the rounds in the middle to the last ones.
 */
export async function benchLoad({ url, processId }: ServedDeployment): Promise<Measurement[]> {
  const failed: number[] = [];
  const residentMb: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const result = await autocannon({ url, connections, amount: requestsPerRound, requests: requests(round) });
    failed.push(result.errors + result.timeouts + result.non2xx);
    residentMb.push(Number(execFileSync("ps", ["-o", "rss=", "-p", String(processId)])) / 1_000);
  }
  const third = rounds / 3;
  const middle = median(residentMb.slice(third, -third));
  return [
    {
      what: `${requestsPerRound} requests at ${connections} connections`,
      measure: "failed",
      samples: failed,
      atMost: 0,
    },
    {
      what: "memory of the local deployment",
      measure: "last / middle third of the rounds",
      samples: residentMb.slice(-third).map((megabytes) => megabytes / middle),
      atMost: 1.1,
    },
    {
      what: "memory of the local deployment",
      measure: "MB in the last third of the rounds",
      samples: residentMb.slice(-third),
      atMost: 700,
    },
  ];
}

/** What each connection sends in turn: an embedding to generate and store, and to read back. */
function requests(round: number): autocannon.Request[] {
  const generate = { text: `The text of round ${round}`, store_in_s3: true, embedding_id: "load" };
  return [
    {
      method: "POST",
      path: "/embeddings/generate",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(generate),
    },
    { method: "GET", path: "/embeddings/load" },
  ];
}
