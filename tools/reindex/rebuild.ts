import { idOf, objectKey } from "../../embedding/object-key";
import { deleteVectors } from "../../functions/storage/delete-vectors";
import { maxVectorsPerCall } from "../../functions/storage/put-vectors";
import { CommandError } from "../command/command-error";
import { throwIfInterrupted } from "../command/interrupted";
import { counted } from "../command/number";
import type { Progress } from "../command/progress";
import { batches } from "../run/batches";
import { mapConcurrently } from "../run/map-concurrently";
import { allObjects } from "./all-objects";
import type { Checkpoint, Step } from "./checkpoint";
import { estimateSum } from "./estimate";
import { findOrphans, requireOwnIndex } from "./orphans";
import { VectorPreparation, type VectorPreparationArgs } from "./prepare-vectors";
import type { Prepared } from "./prepared";
import { putEach } from "./put-each";
import { Tally } from "./tally";
import { vectorBatches } from "./vector-batches";

/** Arguments of {@link Rebuild}. */
export interface RebuildArgs extends VectorPreparationArgs {
  readonly checkpoint: Checkpoint;
  /** Whether to delete all or most vectors of the index, where the bucket does not have their embeddings. */
  readonly allowEmpty: boolean;
  /** How many objects to read at a time. */
  readonly concurrency: number;
  /** Ends it after what is under way. */
  readonly signal: AbortSignal;
  /** Says about how many tokens will be read by the model. */
  readonly showEstimate: (tokens: number) => void;
  /** Shows the progress on so many objects. */
  readonly showProgress: (total: number) => Progress;
}

/** Reading goes on while batches are put. */
const batchesAtATime = 2;

/** How often objects are indexed anew that others have stored since they were read. */
const maxRounds = 3;

/** By how much the clocks of this machine and of S3 may differ: more, and S3 refuses the requests. */
const maxClockSkewMs = 15 * 60 * 1_000;

/** How many objects are read, at the most, to tell about how many tokens all have. */
const maxSampled = 100;

/** Makes an index hold the vectors of exactly the embeddings in a bucket, which the service may write meanwhile. */
export class Rebuild {
  readonly tally: Tally;
  private readonly preparation: VectorPreparation;
  /** The versions of what may be written meanwhile, by id. */
  private readonly versions = new Map<string, string>();
  private readonly recentSince: number;

  constructor(private readonly args: RebuildArgs) {
    const { checkpoint } = args;
    this.preparation = new VectorPreparation(args);
    this.recentSince = checkpoint.startedAt.getTime() - maxClockSkewMs;
    this.tally = new Tally(checkpoint.steps);
  }

  /** Throws `Interrupted`, a `CommandError`, or an `AwsCallError`. What is done until then is in the checkpoint. */
  async run(): Promise<void> {
    await this.indexAll();
    const ids = await this.indexChanged();
    await this.deleteOrphans(ids);
    this.tally.end(ids);
    this.args.checkpoint.remove();
  }

  private async indexAll(): Promise<void> {
    const { access, allowEmpty, checkpoint, showProgress, signal } = this.args;
    const ids: string[] = [];
    const after = checkpoint.steps.at(-1)?.lastKey;
    for await (const { id, etag, lastModified } of allObjects(access, { after, signal })) {
      if (id === undefined) continue;
      ids.push(id);
      if (this.isRecent(lastModified)) this.versions.set(id, etag);
    }
    // Before anything is put into it; a run that goes on has put its own.
    if (after === undefined && ids.length > 0 && !allowEmpty) await requireOwnIndex(access, ids, signal);
    await this.estimate(ids);
    const { countBefore } = this.tally;
    const progress = showProgress(countBefore + ids.length);
    progress.advance(countBefore, { skipped: true });
    try {
      for await (const batch of this.index(ids)) {
        const step = stepOf(batch);
        checkpoint.add(step);
        this.tally.add(step);
        progress.advance(step.count);
      }
    } finally {
      progress.stop();
    }
  }

  /** Says about how much the model will read. */
  private async estimate(ids: readonly string[]): Promise<void> {
    const { reembed, dryRun, concurrency, signal, showEstimate } = this.args;
    if (!reembed || dryRun) return;
    const estimate = (id: string) => this.preparation.estimate(id);
    const tokens = await estimateSum(ids, estimate, { maxSampled, concurrency, signal });
    if (tokens > 0) showEstimate(tokens);
  }

  /**
   * Indexes what was stored since it was read, for whose vector may have been put before that of an older version, and
   * returns the ids of all that there is.
   */
  private async indexChanged(): Promise<Set<string>> {
    const { access, signal } = this.args;
    for (let round = 0; ; round++) {
      const ids = new Set<string>();
      const changed: string[] = [];
      const otherKeys: string[] = [];
      for await (const { id, key, etag, lastModified } of allObjects(access, { signal })) {
        if (id === undefined) {
          otherKeys.push(key);
          continue;
        }
        ids.add(id);
        if (!this.isRecent(lastModified) || this.versions.get(id) === etag) continue;
        changed.push(id);
        this.versions.set(id, etag);
      }
      this.tally.otherKeys = otherKeys;
      if (changed.length === 0) return ids;
      if (round === maxRounds) {
        for (const id of changed) this.tally.problems.set(id, "was stored again and again while it was indexed");
        return ids;
      }
      await this.indexAgain(changed);
    }
  }

  private async indexAgain(ids: readonly string[]): Promise<void> {
    for await (const batch of this.index(ids)) {
      this.tally.addAgain(
        batch.map(({ id }) => id),
        stepOf(batch),
      );
    }
  }

  private async deleteOrphans(ids: ReadonlySet<string>): Promise<void> {
    const { access, allowEmpty, dryRun, concurrency, signal } = this.args;
    const { expired } = this.tally;
    const orphans = await findOrphans({ access, ids, expired, concurrency, signal });
    if (ids.size === 0 && orphans.length > 0 && !allowEmpty) {
      throw new CommandError(
        `The bucket ${access.bucket.name} has no embeddings, and the index has ${counted(orphans.length, "vector")}: ` +
          "check --bucket, or add --allow-empty to delete all of them",
      );
    }
    for await (const keys of batches(orphans, { maxItems: maxVectorsPerCall })) {
      throwIfInterrupted(signal);
      if (!dryRun) await access.indexCalls.run((context) => deleteVectors(keys, access, context));
      this.tally.deleted += keys.length;
      // What was stored just now, after it was asked for.
      if (!dryRun) await this.indexAgain(keys.filter((key) => idOf(objectKey(key)) !== undefined));
    }
  }

  /** Puts the vectors of these embeddings, and returns what became of them batch by batch. */
  private async *index(ids: readonly string[]): AsyncGenerator<Prepared[]> {
    const { signal } = this.args;
    const put = (batch: readonly Prepared[]) => this.put(batch);
    // What was prepared is put, also where it is interrupted.
    const { signal: never } = new AbortController();
    const args = { concurrency: batchesAtATime, signal: never, inOrder: true };
    yield* mapConcurrently(vectorBatches(this.prepare(ids)), put, args);
    throwIfInterrupted(signal);
  }

  private async *prepare(ids: readonly string[]): AsyncGenerator<Prepared> {
    const { concurrency, signal } = this.args;
    const prepare = (group: readonly string[]) => this.preparation.prepare(group);
    const groups = batches(ids, { maxItems: this.preparation.groupSize });
    for await (const group of mapConcurrently(groups, prepare, { concurrency, signal, inOrder: true })) yield* group;
  }

  private async put(batch: readonly Prepared[]): Promise<Prepared[]> {
    const { access, dryRun } = this.args;
    const vectors = batch.flatMap(({ vector }) => vector ?? []);
    const refused = dryRun ? new Map<string, string>() : await putEach(vectors, access);
    return batch.map(({ vector: _, ...prepared }) => {
      const { id, etag } = prepared;
      if (etag !== undefined && (this.versions.has(id) || prepared.isReembedded)) this.versions.set(id, etag);
      const reason = refused.get(id);
      return reason === undefined ? prepared : { ...prepared, problem: `was refused by the index: ${reason}` };
    });
  }

  private isRecent(lastModified: Date): boolean {
    return lastModified.getTime() >= this.recentSince;
  }
}

function stepOf(batch: readonly Prepared[]): Step {
  return {
    lastKey: objectKey(batch.at(-1)?.id ?? ""),
    count: batch.length,
    reembedded: batch.filter(({ isReembedded }) => isReembedded).length,
    trusted: batch.filter(({ isTrusted }) => isTrusted).length,
    inputTokens: batch.reduce((sum, { inputTokens = 0 }) => sum + inputTokens, 0),
    problems: batch.flatMap(({ id, problem }) => (problem === undefined ? [] : [[id, problem]])),
    leftOut: batch.flatMap(({ id, problem, leftOut = [] }) =>
      problem !== undefined || leftOut.length === 0 ? [] : [[id, [...leftOut]]],
    ),
    expired: batch.flatMap(({ id, isExpired }) => (isExpired ? [id] : [])),
  };
}
