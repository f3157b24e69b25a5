import { stop as stopEsbuild } from "esbuild";
import { helpText } from "../tools/command/arguments";
import { refuseSwallowedOptions } from "../tools/command/swallowed-options";
import { localCredentials } from "./auth/local-credentials";
import type { Deployment } from "./deployment";
import { deploymentRecord, describeDeployment, describeQuietly } from "./describe";
import { describeStacks } from "./describe-stacks";
import { leftOut } from "./pulumi/left-out";
import { projectDirectory } from "./pulumi/stacks";
import { reportFailure } from "./report-failure";
import { parseStartOptions, type StartOptions, startCommand } from "./start-options";
import { stopRequested } from "./stop-requested";
import { showsColours } from "./terminal/colours";
import { type ReportFormat, requestReport } from "./terminal/request-report";
import { runReport } from "./terminal/run-report";
import type { Follow } from "./watch/serve-watched";
import { watchReport } from "./watch/watch-report";

/** After which it ends whatever still goes on, in milliseconds: more than requests under way may take. */
const stopMs = 4_500;

/** `npm start`: serves both stacks until SIGINT or SIGTERM. */
async function start(args: readonly string[]): Promise<void> {
  const command = startCommand(process.env);
  refuseSwallowedOptions(Object.keys(command.options), args, process.env);
  const options = parseStartOptions(args, process.env);
  if (!options) console.log(helpText(command));
  else if (options.watch) await watch(options);
  else await serve(options);
}

async function watch(options: StartOptions): Promise<void> {
  const { dataDirectory, stacksDirectory = projectDirectory } = options;
  // Loads Pulumi, as sourceStack does.
  const { serveWatched } = require("./watch/serve-watched") as typeof import("./watch/serve-watched");
  const report = watchReport({ format: reportFormat(options), directory: projectDirectory, write });
  await serveWatched({ dataDirectory, stacksDirectory, report, serve: (follow) => serve(options, follow) });
}

/** Until it is asked to stop, which it returns, or another takes its place. */
async function serve(options: StartOptions, follow: Follow = unwatched): Promise<boolean> {
  const { auth, stack, port, host, dataDirectory, stacksDirectory } = options;
  const format = reportFormat(options);
  const colours = showsColours(process.stdout, process.env);
  // Half of all that there is to load: a wrong option should not wait for it.
  const { deploy } = require("./deployment") as typeof import("./deployment");
  const deployment = await deploy({
    port,
    host,
    s3Port: options["s3-port"],
    modelPort: options["model-port"],
    vectorsPort: options["vectors-port"],
    dataDirectory,
    model: options.modelChoice,
    stacksDirectory,
    auth: auth === "iam" ? { type: auth, credentials: localCredentials(process.env) } : { type: auth },
    serviceStack: stack,
    report: requestReport({ format, colours, write, sourceStack }),
    reportRun: runReport({ format, colours, write }),
  });
  const replaced = follow(deployment, () => sayReady(deployment, options)).then(() => false);
  // Only now: until it serves there is nothing to finish, and a signal ends the process by itself.
  const isStopped = await Promise.race([stopRequested(process).then(() => true), replaced]);
  if (isStopped) setTimeout(() => process.exit(1), stopMs).unref();
  await deployment.close();
  // Where it is at work for a stack, that is told as it is.
  await stopEsbuild();
  return isStopped;
}

async function unwatched(_deployment: Deployment, onReady: () => Promise<void>): Promise<never> {
  await onReady();
  return new Promise(() => {});
}

async function sayReady(deployment: Deployment, options: StartOptions): Promise<void> {
  const { auth, host, resources } = options;
  const { bootstrap, service } = deployment.stacks;
  for (const message of [bootstrap, service].flatMap(leftOut)) console.warn(`warning: ${message}`);
  if (!/^(localhost$|127\.|::1$)/.test(host)) console.warn(`warning: ${openToTheNetwork(host, auth)}`);
  const startSeconds = performance.now() / 1000;
  switch (reportFormat(options)) {
    case "text":
      if (resources) write(`${describeStacks(deployment.stacks)}\n\n`);
      write(`${await describeDeployment(deployment, startSeconds)}\n`);
      break;
    case "json":
      write(`${JSON.stringify(await deploymentRecord(deployment, startSeconds))}\n`);
      break;
    case "quiet":
      write(`${await describeQuietly(deployment)}\n`);
  }
}

function reportFormat({ quiet, json }: StartOptions): ReportFormat {
  if (quiet) return "quiet";
  return json ? "json" : "text";
}

function openToTheNetwork(host: string, auth: StartOptions["auth"]): string {
  const how = auth === "none" ? "WITHOUT authorization: start it with --auth iam, or leave --host out" : `by ${auth}`;
  return `the API is open to the network, at ${host}, ${how}`;
}

/** Loaded when a function fails: with Pulumi it takes as long as all that comes before the port is taken. */
function sourceStack(stack: string): Promise<string> {
  return (require("./lambda/source-stack") as typeof import("./lambda/source-stack")).sourceStack(stack);
}

function write(text: string): void {
  process.stdout.write(text);
}

// Whoever reads what is printed may go away, as `head` does: what is served goes on without a word.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

start(process.argv.slice(2)).catch(reportFailure);
