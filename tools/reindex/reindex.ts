import { resolve } from "node:path";
import type { Arguments } from "../command/arguments";
import { Progress } from "../command/progress";
import { runCommand } from "../command/run-command";
import { describeEstimate } from "../command/token-cost";
import { accessAws } from "./aws/aws-access";
import { AwsCallError } from "./aws/aws-error";
import { findLocalDeployment } from "./aws/local-deployment";
import { Checkpoint } from "./checkpoint";
import { completeReindexOptions, type ReindexOptions, reindexCommand } from "./options";
import { Rebuild } from "./rebuild";
import { describeProblems, describeRebuild } from "./summary";

/** `npm run reindex`: rebuilds a vector index from the embeddings in a bucket. */
async function reindex(given: Arguments<typeof reindexCommand.options>, signal: AbortSignal): Promise<number> {
  try {
    return await rebuildIndex(completeReindexOptions(given.options), signal);
  } catch (error) {
    throw error instanceof AwsCallError ? error.toCommandError() : error;
  }
}

async function rebuildIndex(options: ReindexOptions, signal: AbortSignal): Promise<number> {
  const { bucket, reembed, truncate, assumedModel, concurrency, restart } = options;
  const { "allow-empty": allowEmpty, "dry-run": dryRun } = options;
  const { modelId: model } = options.model;
  const localData = options.local ? resolve(process.env["LOCAL_DATA_DIR"] || ".local") : undefined;
  const local = localData === undefined ? undefined : await findLocalDeployment(localData);
  const access = await accessAws({ ...options, local, signal });
  const checkpoint = Checkpoint.open({
    directory: process.env["REINDEX_DIR"] || ".reindex",
    work: { bucket, index: access.index.arn, model, reembed, assumedModel, truncate, localData },
    restart,
    readOnly: dryRun,
  });
  const startedAt = performance.now();
  const rebuild = new Rebuild({
    access,
    checkpoint,
    reembed,
    truncate,
    assumedModel,
    allowEmpty,
    dryRun,
    concurrency,
    signal,
    showEstimate: (tokens) => console.error(describeEstimate(tokens, model)),
    showProgress: (total) => new Progress({ total, unit: "embedding", signal }),
  });
  const { tally } = rebuild;
  try {
    await rebuild.run();
  } finally {
    for (const line of describeProblems(tally)) console.error(line);
    const seconds = (performance.now() - startedAt) / 1_000;
    // Nothing is to be said of a run that failed before it did anything.
    if (tally.indexed !== undefined || tally.count > 0) {
      console.log(describeRebuild(tally, { model, assumedModel, dryRun, seconds }));
    }
  }
  return tally.problems.size + tally.otherKeys.length > 0 ? 1 : 0;
}

runCommand(reindexCommand, reindex, 2);
