import { execFileSync, spawn } from "node:child_process";
import { join } from "node:path";
import { projectDirectory } from "../../local/pulumi/stacks";
import type { Measurement } from "../measurement";
import { stacksDirectory } from "../stacks-directory";
import { pairedRatios } from "../statistics";
import { line } from "./served-deployment";

const rounds = 15;

/** How long `npm start` takes until it serves, and the evaluation of both layers, which is a part of it. */
export async function benchStart(directory: string): Promise<Measurement[]> {
  const startSeconds: number[] = [];
  const evaluationSeconds: number[] = [];
  for (let round = 0; round < rounds; round++) {
    startSeconds.push(await start(join(directory, `start-${round}`)));
    const printed = execFileSync("node", ["--import", "tsx", "bench/service/evaluate.ts"], {
      cwd: projectDirectory,
      encoding: "utf8",
    });
    evaluationSeconds.push(Number(printed) / 1_000);
  }
  return [
    { what: "npm start", measure: "seconds until it serves", samples: startSeconds },
    { what: "evaluation of both layers", measure: "seconds", samples: evaluationSeconds },
    {
      what: "evaluation of both layers",
      measure: "part of npm start",
      samples: pairedRatios(evaluationSeconds, startSeconds),
    },
  ];
}

async function start(dataDirectory: string): Promise<number> {
  const begin = performance.now();
  const server = spawn("npm", ["start", "--silent"], {
    cwd: projectDirectory,
    env: {
      ...process.env,
      PORT: "0",
      LOCAL_DATA_DIR: dataDirectory,
      LOCAL_STACKS_DIR: stacksDirectory,
      LOCAL_MODEL: "words",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = new Promise<undefined>((resolve) => server.once("exit", () => resolve(undefined)));
  const url = await Promise.race([line(server.stdout, /Serving on (\S+),/), exited]);
  const seconds = (performance.now() - begin) / 1_000;
  server.stdout.resume();
  server.kill();
  await exited;
  if (url === undefined) throw new Error("npm start did not serve");
  return seconds;
}
