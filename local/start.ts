import { resolve } from "node:path";
import { RunError } from "@pulumi/pulumi/errors";
import { localCredentials } from "./auth/local-credentials";
import { deploy } from "./deployment";
import { deploymentRecord, describeDeployment } from "./describe";
import { describeStacks } from "./describe-stacks";
import { sourceStack } from "./lambda/source-stack";
import { leftOut } from "./pulumi/left-out";
import { projectDirectory } from "./pulumi/stacks";
import { reportFailure } from "./report-failure";
import { parseStartOptions } from "./start-options";
import { showsColours } from "./terminal/colours";
import { requestReport } from "./terminal/request-report";

/** `npm start`: serves both stacks on loopback until SIGINT or SIGTERM. */
async function start(): Promise<void> {
  const { auth, stack, format, resources } = parseStartOptions(process.argv.slice(2));
  const port = parsePort(process.env["PORT"] ?? "3000");
  const dataDirectory = resolve(process.env["LOCAL_DATA_DIR"] || ".local");
  const stacksDirectory = resolve(process.env["LOCAL_STACKS_DIR"] || projectDirectory);
  // Each for good: on Ctrl-C the terminal sends a signal to this process, and npm sends it once more.
  const stopped = new Promise((stop) => {
    process.on("SIGINT", stop);
    process.on("SIGTERM", stop);
  });

  const deployment = await deploy({
    port,
    dataDirectory,
    stacksDirectory,
    auth: auth === "iam" ? { type: auth, credentials: localCredentials(process.env) } : { type: auth },
    serviceStack: stack,
    report: requestReport({ format, colours: showsColours(process.stdout, process.env), write, sourceStack }),
  });
  const { bootstrap, service } = deployment.stacks;
  for (const message of [bootstrap, service].flatMap(leftOut)) console.warn(`warning: ${message}`);
  if (resources && format === "text") write(`${describeStacks(deployment.stacks)}\n\n`);
  const startSeconds = performance.now() / 1000;
  if (format === "text") write(`${await describeDeployment(deployment, startSeconds)}\n`);
  if (format === "json") write(`${JSON.stringify(deploymentRecord(deployment, startSeconds))}\n`);
  await stopped;
  await deployment.close();
}

function write(text: string): void {
  process.stdout.write(text);
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new RunError(`PORT is ${JSON.stringify(text)}: set it to a number from 0 (any free port) to 65535`);
}

start().catch(reportFailure);
