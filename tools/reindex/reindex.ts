import { resolve } from "node:path";
import type { LocalEndpoints } from "../../common/local-endpoints";
import { helpText, parseArguments } from "../arguments";
import { Progress } from "../progress";
import { runCommand } from "../run-command";
import { AwsCallError, AwsCalls } from "./aws-calls";
import { Checkpoint } from "./checkpoint";
import { createClients } from "./clients";
import { findLocalDeployment } from "./local-deployment";
import { completeOptions, type ReindexOptions, reindexCommand } from "./options";
import { Rebuild } from "./rebuild";
import { Interrupted, type RetryArgs } from "./retry";
import { describeProblems, describeRebuild } from "./summary";
import { findIndex } from "./target-index";

/** The exit status of a command that SIGINT ended. */
const interruptedStatus = 130;

/** `npm run reindex`: rebuilds a vector index from the embeddings in a bucket. */
async function reindex(): Promise<number> {
  const parsed = parseArguments(reindexCommand, process.argv.slice(2));
  if (!parsed) {
    console.log(helpText(reindexCommand));
    return 0;
  }
  const options = completeOptions(parsed.options);
  const interrupt = new AbortController();
  // For good: on Ctrl-C the terminal sends a signal to this process, and npm sends it once more.
  process.on("SIGINT", () => interrupt.abort());
  try {
    return await rebuildIndex(options, interrupt.signal);
  } catch (error) {
    if (error instanceof AwsCallError) throw error.toCommandError();
    if (!(error instanceof Interrupted)) throw error;
    console.error("Interrupted: run the same command again to go on");
    return interruptedStatus;
  }
}

async function rebuildIndex(options: ReindexOptions, signal: AbortSignal): Promise<number> {
  const { bucket, index: name, model, reembed, concurrency, retries, restart } = options;
  const { "allow-empty": allowEmpty, "assume-model": assumedModel, "dry-run": dryRun } = options;
  const localData = options.local ? resolve(process.env["LOCAL_DATA_DIR"] || ".local") : undefined;
  const local = localData === undefined ? undefined : await findLocalDeployment(localData);
  const calls = awsCalls(options, { local, retry: { retries, signal } });
  const index = await calls.vectors((vectors) => findIndex(vectors, name, model));
  const checkpoint = Checkpoint.open({
    directory: process.env["REINDEX_DIR"] ?? ".reindex",
    work: { bucket, index: index.arn, model, reembed, assumedModel, localData },
    restart,
    readOnly: dryRun,
  });
  const startedAt = performance.now();
  const rebuild = new Rebuild({
    calls,
    bucket,
    index,
    checkpoint,
    reembed,
    assumedModel,
    allowEmpty,
    dryRun,
    concurrency,
    signal,
    showProgress: (total) => new Progress({ total, unit: "embeddings" }),
  });
  try {
    await rebuild.run();
  } finally {
    for (const line of describeProblems(rebuild)) console.error(line);
    const seconds = (performance.now() - startedAt) / 1_000;
    // Nothing is to be said of a run that failed before it did anything.
    if (rebuild.indexed !== undefined || rebuild.count > 0) {
      console.log(describeRebuild(rebuild, { model, assumedModel, dryRun, seconds }));
    }
  }
  return rebuild.problems.size + rebuild.otherKeys.length > 0 ? 1 : 0;
}

function awsCalls(
  { bucket, index, model, reembed, concurrency }: ReindexOptions,
  { local, retry }: { readonly local: LocalEndpoints | undefined; readonly retry: RetryArgs },
): AwsCalls {
  const indexName = "indexArn" in index ? index.indexArn : `${index.vectorBucketName}/${index.indexName}`;
  return new AwsCalls({
    clients: createClients({ concurrency, vectorsRegion: "region" in index ? index.region : undefined, local }),
    bucket: {
      description: `the bucket ${bucket}`,
      option: "--bucket",
      actions: `s3:ListBucket and s3:GetObject${reembed ? " and s3:PutObject" : ""}`,
    },
    index: {
      description: `the vector index ${indexName}`,
      option: "--index",
      actions: "s3vectors:GetIndex, s3vectors:ListVectors, s3vectors:PutVectors and s3vectors:DeleteVectors",
    },
    model: { description: `the model ${model}`, option: "--model", actions: "bedrock:InvokeModel" },
    retry,
  });
}

runCommand(reindex, 2);
