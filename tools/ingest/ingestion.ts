import type { Passage } from "../../documents/passage";
import { AdaptiveLimit } from "../../functions/aws/adaptive-limit";
import { pause } from "../../functions/aws/backoff";
import { CommandError } from "../command/command-error";
import { throwIfInterrupted } from "../command/interrupted";
import type { Progress } from "../command/progress";
import { mapConcurrently } from "../run/map-concurrently";
import { Attempts } from "../run/retry";
import type { ApiClient, BatchOutcome } from "./api-client";
import type { Journal } from "./journal";
import { passageBatches } from "./passage-batches";

/** Arguments of {@link Ingestion}: what it sends, to where, and how. */
export interface IngestionArgs {
  readonly passages: AsyncIterable<Passage>;
  readonly client: Pick<ApiClient, "store">;
  readonly journal: Pick<Journal, "holds" | "forget" | "confirm">;
  readonly progress: Pick<Progress, "advance" | "status">;
  /** How many requests are under way at a time, at most. */
  readonly concurrency: number;
  /** How often a passage is sent, at most, without any success beside it. */
  readonly attempts: number;
  /** Ends it after the requests under way. */
  readonly signal: AbortSignal;
  /**
   * Waits for milliseconds; ends early, and without an error, when the signal says so.
   * @default the clock
   */
  readonly sleep?: typeof pause;
}

/** A passage that was not stored. */
export interface Failure {
  readonly passage: Passage;
  readonly reason: string;
}

/** Pauses before a request is repeated, in milliseconds. */
const pauses = { firstPauseMs: 500, maxPauseMs: 30_000 };

/** Embeds and stores the passages that are not stored yet, through the API. */
export class Ingestion {
  /** How many were stored. */
  stored = 0;
  /** How many of them without the end of a text that is too long for the model. */
  truncated = 0;
  /** How many were stored before, as the journal says. */
  skipped = 0;
  readonly failures: Failure[] = [];
  inputTokens = 0;
  /** The model that embedded them; undefined where none was. */
  model: string | undefined;

  private readonly limit: AdaptiveLimit;

  constructor(private readonly args: IngestionArgs) {
    this.limit = new AdaptiveLimit(args.concurrency);
  }

  /**
   * Faults that pass are waited out; a passage that is not taken is a failure, and leaves the others alone. Throws a
   * `CommandError` once it is useless to send more, or `Interrupted`: what is stored until then is in the journal.
   */
  async run(): Promise<void> {
    const { concurrency, signal } = this.args;
    const deliver = (batch: readonly Passage[], eitherSignal: AbortSignal) => this.deliver(batch, eitherSignal);
    const delivered = mapConcurrently(passageBatches(this.notStored()), deliver, { concurrency, signal });
    for await (const _ of delivered);
    throwIfInterrupted(signal);
  }

  private async *notStored(): AsyncGenerator<Passage> {
    const { passages, journal, progress, signal } = this.args;
    for await (const passage of passages) {
      if (signal.aborted) return;
      if (!journal.holds(passage)) yield passage;
      else {
        this.skipped += 1;
        progress.advance(1, { skipped: true });
      }
    }
  }

  /** Sends passages until each is stored or has failed. */
  private async deliver(batch: readonly Passage[], signal: AbortSignal): Promise<void> {
    const { progress, sleep = pause } = this.args;
    const attempts = new Attempts({ attempts: this.args.attempts, ...pauses });
    const storedBefore = this.stored;
    for (let left = batch; left.length > 0; ) {
      const answer = await this.send(left, signal);
      if (answer.kind === "refused") return this.deliverHalves(left, answer.reason, signal);
      const { remaining, reason } = this.settle(left, answer);
      if (remaining.length === 0) return;
      if (remaining.length < left.length) attempts.succeed();
      else attempts.fail();
      left = remaining;
      if (attempts.isLast) return this.giveUp(left, reason, this.stored === storedBefore);
      progress.status(`${reason}, trying again`);
      const retryAfterMs = answer.kind === "unavailable" ? answer.retryAfterMs : 0;
      await sleep(Math.max(retryAfterMs, attempts.pauseMs), signal);
      throwIfInterrupted(signal);
    }
  }

  private send(batch: readonly Passage[], signal: AbortSignal): Promise<BatchOutcome> {
    const { client, journal } = this.args;
    return this.limit.run(async () => {
      throwIfInterrupted(signal);
      journal.forget(batch);
      return client.store(batch);
    }, isThrottled);
  }

  /** One of them is the reason that they were refused, and halves find it. */
  private async deliverHalves(batch: readonly Passage[], reason: string, signal: AbortSignal): Promise<void> {
    const [passage] = batch;
    if (batch.length === 1 && passage) return this.fail(passage, reason);
    const middle = Math.ceil(batch.length / 2);
    await this.deliver(batch.slice(0, middle), signal);
    await this.deliver(batch.slice(middle), signal);
  }

  /** Notes what was stored and what has failed, and returns what is to be sent again. */
  private settle(
    batch: readonly Passage[],
    answer: Exclude<BatchOutcome, { kind: "refused" }>,
  ): { readonly remaining: readonly Passage[]; readonly reason: string } {
    if (answer.kind === "unavailable") return { remaining: batch, reason: answer.reason };
    const { journal, progress } = this.args;
    this.inputTokens += answer.inputTokens;
    this.model = answer.model;
    const stored = batch.filter((_, index) => answer.outcomes[index]?.stored);
    this.truncated += answer.outcomes.filter((outcome) => outcome.stored && outcome.truncated).length;
    journal.confirm(stored);
    this.stored += stored.length;
    progress.advance(stored.length);
    let reason = "";
    const remaining = batch.filter((passage, index) => {
      const outcome = answer.outcomes[index];
      if (!outcome || outcome.stored) return false;
      if (!outcome.isTransient) this.fail(passage, outcome.reason);
      else reason = outcome.reason;
      return outcome.isTransient;
    });
    return { remaining, reason };
  }

  private giveUp(batch: readonly Passage[], reason: string, hasStoredNothing: boolean): void {
    const { attempts } = this.args;
    if (hasStoredNothing) {
      throw new CommandError(`Gave up after ${attempts} attempts: ${reason}. Run the same command again to go on`);
    }
    for (const passage of batch) this.fail(passage, `${reason}, ${attempts} times`);
  }

  private fail(passage: Passage, reason: string): void {
    this.failures.push({ passage, reason });
    this.args.progress.advance(1);
  }
}

/** Whether an answer says that less should be asked at a time; no time for all of a batch does not. */
function isThrottled(answer: BatchOutcome): boolean {
  if (answer.kind === "answered")
    return answer.outcomes.some((outcome) => !outcome.stored && outcome.isTransient && !outcome.notStarted);
  return answer.kind === "unavailable";
}
