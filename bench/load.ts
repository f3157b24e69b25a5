import { execFileSync, spawn } from "node:child_process";
import autocannon from "autocannon";
import { projectDirectory } from "../local/stacks";
import { median } from "./statistics";

const connections = 32;
const requestsPerRound = 2_000;
const rounds = 15;

/**
 * Rounds of 2,000 requests at 32 connections against the local deployment in a process of its own, with its data in `directory`: how many were
 * not answered 200, and the growth of its memory from the rounds in the middle to the last ones.
 */
export async function benchLoad(directory: string): Promise<string[][]> {
  const server = spawn("node", ["--import", "tsx", "bench/serve.ts", directory], {
    cwd: projectDirectory,
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const url = await printedUrl(server.stdout);
    server.stdout.resume();
    const failed: number[] = [];
    const residentMb: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const result = await autocannon({ url, connections, amount: requestsPerRound, requests: requests(round) });
      failed.push(result.errors + result.timeouts + result.non2xx);
      residentMb.push(Number(execFileSync("ps", ["-o", "rss=", "-p", String(server.pid)])) / 1_000);
    }
    const third = rounds / 3;
    const growth = median(residentMb.slice(-third)) / median(residentMb.slice(third, -third));
    return [
      [
        `${rounds} times ${requestsPerRound} requests at ${connections} connections`,
        "failed",
        String(sum(failed)),
        "",
        "0",
      ],
      [
        "memory of the local deployment",
        "last / middle third",
        growth.toFixed(3),
        residentMb.map(Math.round).join(" "),
        "1.10",
      ],
    ];
  } finally {
    const exited = new Promise((resolve) => server.once("exit", resolve));
    server.kill();
    await exited;
  }
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

function printedUrl(stdout: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve) => {
    let printed = "";
    stdout.on("data", function look(chunk) {
      printed += String(chunk);
      const [, url] = /Serving on (http:\S+)\n/.exec(printed) ?? [];
      if (!url) return;
      stdout.off("data", look);
      resolve(url);
    });
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
