import type { Passage } from "../../documents/passage";
import { backoffMs } from "../../functions/aws/backoff";
import { throwIfInterrupted } from "../command/interrupted";
import type { Progress } from "../command/progress";
import { BatchSize } from "../run/batch-size";
import { type Clock, systemClock } from "../run/clock";
import { type PacedRequest, Pacer } from "../run/pacer";
import { Parallelism } from "../run/parallelism";
import type { Journal } from "./journal";
import { Outage } from "./outage";
import { Outbox, type Outgoing } from "./outbox";
import type { BatchOutcome, PassageApi } from "./passage-api";

/** Arguments of {@link Ingestion}: what it sends, to where, and how. */
export interface IngestionArgs {
  readonly passages: AsyncIterable<Passage>;
  readonly api: Pick<PassageApi, "store">;
  readonly journal: Pick<Journal, "holds" | "forget" | "confirm">;
  readonly progress: Pick<Progress, "advance" | "status">;
  /** How many requests are under way at a time, at most. */
  readonly concurrency: number;
  /** How often a passage is sent, at most, that fails by itself: not for a limit, nor for a service that is away. */
  readonly attempts: number;
  /** Ends it after the requests under way. */
  readonly signal: AbortSignal;
  /** @default that of the machine */
  readonly clock?: Clock;
}

/** A passage that was not stored. */
export interface Failure {
  readonly passage: Passage;
  readonly reason: string;
}

/** The most passages of one request. */
const maxBatch = 100;

/** Before a passage that has failed is sent again, in milliseconds: together as long as a fault of the storage takes to pass. */
const pauses = { firstPauseMs: 1_000, maxPauseMs: 120_000 };

/** Embeds and stores the passages that are not stored yet, through the API, as fast as that takes them. */
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
  /** The first that was stored. */
  first: Passage | undefined;

  private readonly clock: Clock;
  private readonly outbox: Outbox;
  private readonly pacer = new Pacer();
  private readonly size = new BatchSize(maxBatch);
  private readonly parallelism: Parallelism;
  private readonly outage = new Outage();
  private readonly underWay = new Set<Promise<void>>();
  private error: unknown;
  /** Aborted when something has become of a request. */
  private changed = new AbortController();

  constructor(private readonly args: IngestionArgs) {
    this.clock = args.clock ?? systemClock;
    this.outbox = new Outbox(this.notStored());
    this.parallelism = new Parallelism(args.concurrency);
  }

  /**
   * Limits and faults that pass are waited out; a passage that is not taken is a failure, and leaves the others alone.
   * Throws a `CommandError` once it is useless to send more, or `Interrupted`: what is stored until then is in the journal.
   */
  async run(): Promise<void> {
    const { signal } = this.args;
    const wake = () => this.changed.abort();
    signal.addEventListener("abort", wake);
    try {
      while (!signal.aborted && this.error === undefined && !(this.outbox.isEmpty && this.underWay.size === 0)) {
        // What becomes of a request from here on ends the waiting below.
        this.changed = new AbortController();
        const now = this.clock.now();
        const opensAt = this.opensAt();
        const batch = opensAt > now ? [] : await this.outbox.take(this.size.current, now);
        if (batch.length > 0) this.begin(batch);
        else if (opensAt > now) await this.wait(opensAt - now);
        else if (!this.outbox.isEmpty || this.underWay.size > 0) await this.wait(this.outbox.dueAt - now);
      }
    } finally {
      signal.removeEventListener("abort", wake);
      await Promise.all(this.underWay);
    }
    if (this.error !== undefined) throw this.error;
    throwIfInterrupted(signal);
  }

  /** When another request may be sent; never, until something becomes of those under way. */
  private opensAt(): number {
    const limit = this.outage.isGone ? 1 : this.parallelism.current;
    if (this.underWay.size >= limit) return Number.POSITIVE_INFINITY;
    return Math.max(this.pacer.opensAt, this.outage.opensAt);
  }

  private async wait(milliseconds: number): Promise<void> {
    // As long as a timer can.
    await this.clock.sleep(Math.min(milliseconds, 2 ** 31 - 1), this.changed.signal);
  }

  private begin(batch: readonly Outgoing[]): void {
    const paced = this.pacer.send(batch.length, this.clock.now());
    const wasFull = this.underWay.size + 1 >= this.parallelism.current;
    const request = this.deliver(batch, paced, wasFull)
      .catch((error: unknown) => {
        this.error ??= error;
      })
      .finally(() => {
        this.underWay.delete(request);
        this.changed.abort();
      });
    this.underWay.add(request);
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

  private async deliver(batch: readonly Outgoing[], paced: PacedRequest, wasFull: boolean): Promise<void> {
    const { api, journal } = this.args;
    const passages = batch.map(({ passage }) => passage);
    journal.forget(passages);
    const outcome = await api.store(passages, { isProven: this.outage.hasAnswered });
    const now = this.clock.now();
    if (outcome.kind === "answered") {
      const taken = this.settle(batch, outcome, now);
      this.adapt(paced, taken, outcome.retryAfterMs, now);
      if (taken === batch.length) this.parallelism.succeed(taken, now - paced.sentAt, wasFull);
    } else if (outcome.kind === "throttled") {
      this.refuse(batch, paced, outcome, now);
    } else if (outcome.kind === "unavailable") {
      this.parallelism.fail();
      this.putBackFailed(batch, { ...outcome, isWhole: true }, now);
      this.say(`${outcome.reason}, waiting for the service`);
      this.outage.fail(outcome.reason, outcome.retryAfterMs, now);
    } else this.divide(batch, outcome.reason);
  }

  /** Rate and size follow how many of a request's passages the service had room for. */
  private adapt(paced: PacedRequest, taken: number, retryAfterMs: number, now: number): void {
    const isTrial = this.size.isTrial(paced.count);
    this.pacer.settle(paced, { taken, retryAfterMs, isTrial }, now);
    this.size.settle(paced, taken, now);
  }

  /** The service takes less than it was asked for. */
  private refuse(
    batch: readonly Outgoing[],
    paced: PacedRequest,
    { reason, retryAfterMs, isLimit }: Extract<BatchOutcome, { kind: "throttled" }>,
    now: number,
  ): void {
    this.outbox.putBack(batch, now + retryAfterMs);
    this.adapt(paced, 0, retryAfterMs, now);
    this.say(`${reason}, trying again`);
    this.outage.throttle(reason, isLimit, now);
  }

  /** One of them is the reason that they were refused, and halves find it. */
  private divide(batch: readonly Outgoing[], reason: string): void {
    const [outgoing] = batch;
    if (batch.length > 1) this.outbox.putBackHalves(batch);
    else if (outgoing) this.fail(outgoing.passage, reason);
  }

  /** Notes what was stored and what has failed, sends the rest again, and returns for how many the service had room. */
  private settle(
    batch: readonly Outgoing[],
    { outcomes, inputTokens, model, retryAfterMs }: Extract<BatchOutcome, { kind: "answered" }>,
    now: number,
  ): number {
    const { journal, progress } = this.args;
    const outcomeOf = (index: number) => outcomes[index] ?? { stored: false, reason: "", kind: "failed" };
    this.inputTokens += inputTokens;
    this.model = model;
    const stored = batch.flatMap(({ passage }, index) => (outcomeOf(index).stored ? [passage] : []));
    this.truncated += outcomes.filter((outcome) => outcome.stored && outcome.truncated).length;
    journal.confirm(stored);
    this.first ??= stored[0];
    this.stored += stored.length;
    progress.advance(stored.length);
    if (stored.length > 0) this.outage.end();
    let throttled = 0;
    let reason = "";
    for (const [index, outgoing] of batch.entries()) {
      const outcome = outcomeOf(index);
      if (outcome.stored) continue;
      if (outcome.kind === "refused") this.fail(outgoing.passage, outcome.reason);
      else {
        reason = outcome.reason;
        if (outcome.kind === "failed") this.putBackFailed([outgoing], { ...outcome, isWhole: false }, now);
        else this.outbox.putBack([outgoing], now + (outcome.kind === "throttled" ? retryAfterMs : 0));
        if (outcome.kind === "throttled") throttled += 1;
      }
    }
    if (reason !== "") this.say(`${reason}, trying again`);
    if (stored.length > 0 || reason === "") return batch.length - throttled;
    this.outage.throttle(reason, false, now);
    return 0;
  }

  /**
   * Sends what has failed again, unless that was often enough. It does not count where all of a request failed, unless
   * others have been stored since the last time.
   */
  private putBackFailed(
    batch: readonly Outgoing[],
    { reason, isWhole }: { readonly reason: string; readonly isWhole: boolean },
    now: number,
  ): void {
    for (const { passage, failures, storedBefore } of batch) {
      const isOwn = !isWhole || this.stored > (storedBefore ?? this.stored);
      const failed = failures + Number(isOwn);
      const notBefore = now + backoffMs(failed, pauses);
      if (failed >= this.args.attempts) this.fail(passage, `${reason}, ${failed} times`);
      else this.outbox.putBack([{ passage, failures: failed, storedBefore: this.stored }], notBefore);
    }
  }

  private fail(passage: Passage, reason: string): void {
    this.failures.push({ passage, reason });
    this.args.progress.advance(1);
  }

  private say(note: string): void {
    if (!this.args.signal.aborted) this.args.progress.status(note);
  }
}
