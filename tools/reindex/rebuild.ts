import { idOf, objectKey } from "../../embedding/object-key";
import { CommandError } from "../command/command-error";
import { throwIfInterrupted } from "../command/interrupted";
import type { Progress } from "../command/progress";
import { mapConcurrently } from "../run/map-concurrently";
import type { AwsCalls } from "./aws-calls";
import type { Checkpoint, Step } from "./checkpoint";
import { listObjects } from "./list-objects";
import { deleteVectors, findOrphans, maxDeleted } from "./orphans";
import { type Prepared, VectorPreparation } from "./prepare-vector";
import { putVectors } from "./put-vectors";
import type { TargetIndex } from "./target-index";
import { vectorBatches } from "./vector-batches";

/** Arguments of {@link Rebuild}. */
export interface RebuildArgs {
  readonly calls: AwsCalls;
  readonly bucket: string;
  readonly index: TargetIndex;
  readonly checkpoint: Checkpoint;
  /** Whether to embed the objects of other models and dimensions anew. */
  readonly reembed: boolean;
  /** The model that the vectors are of where the objects do not say; undefined to leave them out. */
  readonly assumedModel: string | undefined;
  /** Whether to delete all vectors of the index where the bucket has no embedding. */
  readonly allowEmpty: boolean;
  /** Whether to change nothing. */
  readonly dryRun: boolean;
  /** How many objects to read at a time. */
  readonly concurrency: number;
  /** Ends it after what is under way. */
  readonly signal: AbortSignal;
  /** Shows the progress on so many objects. */
  readonly showProgress: (total: number) => Progress;
}

/** Reading goes on while batches are put. */
const batchesAtATime = 2;

/** How often objects are indexed anew that others have stored since they were read. */
const maxRounds = 3;

/** By how much the clocks of this machine and of S3 may differ: more, and S3 refuses the requests. */
const maxClockSkewMs = 15 * 60 * 1_000;

/** Makes an index hold the vectors of exactly the embeddings in a bucket, which the service may write meanwhile. */
export class Rebuild {
  /** Why which embeddings are not in the index, by id. */
  readonly problems = new Map<string, string>();
  /** What of those that are in the index is not, by id. */
  readonly leftOut = new Map<string, readonly string[]>();
  /** The keys beside those of embeddings: at the end. */
  otherKeys: readonly string[] = [];
  /** How many embeddings this run, and those that it goes on from, have looked at. */
  count = 0;
  /** How many of them those before it have. */
  readonly countBefore: number;
  /** How many are in the index, as far as this is known: at the end. */
  indexed: number | undefined;
  reembedded = 0;
  /** How many vectors were taken for the index's because the caller says so. */
  trusted = 0;
  inputTokens = 0;
  deleted = 0;

  private readonly preparation: VectorPreparation;
  /** The versions of what may be written meanwhile, by id. */
  private readonly versions = new Map<string, string>();
  private readonly recentSince: number;

  constructor(private readonly args: RebuildArgs) {
    const { checkpoint } = args;
    this.preparation = new VectorPreparation(args);
    this.recentSince = checkpoint.startedAt.getTime() - maxClockSkewMs;
    for (const step of checkpoint.steps) this.tally(step);
    this.countBefore = this.count;
  }

  /** Throws `Interrupted`, a `CommandError`, or an `AwsCallError`. What is done until then is in the checkpoint. */
  async run(): Promise<void> {
    const { checkpoint } = this.args;
    await this.indexAll();
    const ids = await this.indexChanged();
    await this.deleteOrphans(ids);
    for (const notes of [this.problems, this.leftOut]) {
      for (const id of notes.keys()) if (!ids.has(id)) notes.delete(id);
    }
    this.indexed = ids.size - this.problems.size;
    checkpoint.remove();
  }

  private async indexAll(): Promise<void> {
    const { calls, bucket, checkpoint, showProgress, signal } = this.args;
    const ids: string[] = [];
    const after = checkpoint.steps.at(-1)?.lastKey;
    for await (const { id, etag, lastModified } of listObjects(calls, bucket, { after, signal })) {
      if (id === undefined) continue;
      ids.push(id);
      if (this.isRecent(lastModified)) this.versions.set(id, etag);
    }
    const progress = showProgress(this.countBefore + ids.length);
    progress.advance(this.countBefore, { skipped: true });
    try {
      for await (const batch of this.index(ids)) {
        const step = this.stepOf(batch);
        checkpoint.add(step);
        this.tally(step);
        progress.advance(step.count);
      }
    } finally {
      progress.stop();
    }
  }

  /**
   * Indexes what was stored since it was read, for whose vector may have been put before that of an older version, and
   * returns the ids of all that there is.
   */
  private async indexChanged(): Promise<Set<string>> {
    const { calls, bucket, signal } = this.args;
    for (let round = 0; ; round++) {
      const ids = new Set<string>();
      const changed: string[] = [];
      const otherKeys: string[] = [];
      for await (const { id, key, etag, lastModified } of listObjects(calls, bucket, { signal })) {
        if (id === undefined) {
          otherKeys.push(key);
          continue;
        }
        ids.add(id);
        if (!this.isRecent(lastModified) || this.versions.get(id) === etag) continue;
        changed.push(id);
        this.versions.set(id, etag);
      }
      this.otherKeys = otherKeys;
      if (changed.length === 0) return ids;
      if (round === maxRounds) {
        for (const id of changed) this.problems.set(id, "was stored again and again while it was indexed");
        return ids;
      }
      await this.indexAgain(changed);
    }
  }

  private async indexAgain(ids: readonly string[]): Promise<void> {
    for await (const batch of this.index(ids)) {
      for (const { id } of batch) {
        this.problems.delete(id);
        this.leftOut.delete(id);
      }
      this.tally({ ...this.stepOf(batch), count: 0, trusted: 0 });
    }
  }

  private async deleteOrphans(ids: ReadonlySet<string>): Promise<void> {
    const { calls, bucket, index, allowEmpty, dryRun, concurrency, signal } = this.args;
    const orphans = await findOrphans({ calls, bucket, indexArn: index.arn, ids, concurrency, signal });
    if (ids.size === 0 && orphans.length > 0 && !allowEmpty) {
      throw new CommandError(
        `The bucket ${bucket} has no embeddings, and the index has ${orphans.length} vectors: ` +
          "check --bucket, or add --allow-empty to delete all of them",
      );
    }
    for (let start = 0; start < orphans.length; start += maxDeleted) {
      throwIfInterrupted(signal);
      const keys = orphans.slice(start, start + maxDeleted);
      if (!dryRun) await deleteVectors(keys, calls, index.arn);
      this.deleted += keys.length;
      // What was stored just now, after it was asked for.
      if (!dryRun) await this.indexAgain(keys.filter((key) => idOf(objectKey(key)) !== undefined));
    }
  }

  /** Puts the vectors of these embeddings, and returns what became of them batch by batch. */
  private async *index(ids: readonly string[]): AsyncGenerator<Prepared[]> {
    const { concurrency, signal } = this.args;
    const prepare = (id: string) => this.preparation.prepare(id);
    const prepared = mapConcurrently(ids, prepare, { concurrency, signal, inOrder: true });
    const put = (batch: readonly Prepared[]) => this.put(batch);
    // What was prepared is put, also where it is interrupted.
    const { signal: never } = new AbortController();
    yield* mapConcurrently(vectorBatches(prepared), put, { concurrency: batchesAtATime, signal: never, inOrder: true });
    throwIfInterrupted(signal);
  }

  private async put(batch: readonly Prepared[]): Promise<Prepared[]> {
    const { calls, index, dryRun } = this.args;
    const vectors = batch.flatMap(({ vector }) => vector ?? []);
    const refused = dryRun ? new Map<string, string>() : await putVectors(vectors, calls, index.arn);
    return batch.map(({ vector: _, ...prepared }) => {
      const { id, etag } = prepared;
      if (etag !== undefined && (this.versions.has(id) || prepared.isReembedded)) this.versions.set(id, etag);
      const reason = refused.get(id);
      return reason === undefined ? prepared : { ...prepared, problem: `was refused by the index: ${reason}` };
    });
  }

  private stepOf(batch: readonly Prepared[]): Step {
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
    };
  }

  private tally({ count, reembedded, trusted, inputTokens, problems, leftOut }: Step): void {
    this.count += count;
    this.reembedded += reembedded;
    this.trusted += trusted;
    this.inputTokens += inputTokens;
    for (const [id, problem] of problems) this.problems.set(id, problem);
    for (const [id, parts] of leftOut) this.leftOut.set(id, parts);
  }

  private isRecent(lastModified: Date): boolean {
    return lastModified.getTime() >= this.recentSince;
  }
}
