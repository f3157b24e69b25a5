import { resolve } from "node:path";
import type { LocalEndpoints } from "../../common/local-endpoints";
import type { Arguments } from "../command/arguments";
import { Progress } from "../command/progress";
import { runCommand } from "../command/run-command";
import { AwsCallError, AwsCalls } from "./aws-calls";
import { Checkpoint } from "./checkpoint";
import { createClients } from "./clients";
import { findLocalDeployment } from "./local-deployment";
import { completeOptions, type ReindexOptions, reindexCommand } from "./options";
import { Rebuild } from "./rebuild";
import { describeProblems, describeRebuild } from "./summary";
import { findIndex } from "./target-index";

/** `npm run reindex`: rebuilds a vector index from the embeddings in a bucket. */
async function reindex(given: Arguments<typeof reindexCommand.options>, signal: AbortSignal): Promise<number> {
  try {
    return await rebuildIndex(completeOptions(given.options), signal);
  } catch (error) {
    throw error instanceof AwsCallError ? error.toCommandError() : error;
  }
}

async function rebuildIndex(options: ReindexOptions, signal: AbortSignal): Promise<number> {
  const { bucket, index: name, model, reembed, concurrency, restart } = options;
  const { "allow-empty": allowEmpty, "assume-model": assumedModel, "dry-run": dryRun } = options;
  const localData = options.local ? resolve(process.env["LOCAL_DATA_DIR"] || ".local") : undefined;
  const local = localData === undefined ? undefined : await findLocalDeployment(localData);
  const calls = awsCalls(options, { local, signal });
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
    showProgress: (total) => new Progress({ total, unit: "embeddings", signal }),
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
  { bucket, index, model, reembed, concurrency, retries }: ReindexOptions,
  { local, signal }: { readonly local: LocalEndpoints | undefined; readonly signal: AbortSignal },
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
    concurrency,
    retries,
    signal,
  });
}

runCommand(reindexCommand, reindex, 2);
