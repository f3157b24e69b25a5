import type { Passage } from "../../documents/passage";
import { throwIfInterrupted } from "../command/interrupted";
import type { Progress } from "../command/progress";
import { type Clock, systemClock } from "../run/clock";
import { type ControlledRequest, FlowControl } from "../run/flow-control";
import type { Journal } from "./journal";
import { maxBatch } from "./max-batch";
import { Outage } from "./outage";
import { Outbox, type Outgoing } from "./outbox";
import { Outcomes } from "./outcomes";
import type { PassageApi } from "./passage-api";

/** Arguments of {@link Ingestion}: what it sends, to where, and how. */
export interface IngestionArgs {
  readonly passages: AsyncIterable<Passage>;
  readonly api: Pick<PassageApi, "store">;
  readonly journal: Pick<Journal, "holds" | "forget" | "confirm">;
  readonly progress: Pick<Progress, "advance" | "status" | "heldBackBy">;
  /** How many requests are under way at a time, at most. */
  readonly concurrency: number;
  /** How often a passage is sent, at most, that fails by itself: not for a limit, nor for a service that is away. */
  readonly attempts: number;
  /**
   * What is known of the service.
   * @default nothing
   */
  readonly outage?: Outage;
  /** Ends it after the requests under way. */
  readonly signal: AbortSignal;
  /** @default that of the machine */
  readonly clock?: Clock;
}

/** The longest that a timer can wait, in milliseconds. */
const maxTimerMs = 2 ** 31 - 1;

/** Embeds and stores the passages that are not stored yet, through the API, as fast as that takes them. */
export class Ingestion {
  /** How many were stored before, as the journal says. */
  skipped = 0;
  /** What has become of the others. */
  readonly outcomes: Outcomes;

  private readonly clock: Clock;
  private readonly outbox: Outbox;
  private readonly flow: FlowControl;
  private readonly outage: Outage;
  private readonly underWay = new Set<Promise<void>>();
  private error: unknown;
  /** Aborted when something has become of a request. */
  private changed = new AbortController();

  constructor(private readonly args: IngestionArgs) {
    this.clock = args.clock ?? systemClock;
    this.outage = args.outage ?? new Outage();
    this.outbox = new Outbox(this.notStored());
    this.outcomes = new Outcomes({ ...args, outbox: this.outbox });
    this.flow = new FlowControl({ maxBatch, concurrency: args.concurrency });
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
        const batch = opensAt > now ? [] : await this.outbox.take(this.flow.batchSize, now);
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
    if (this.underWay.size >= this.flow.concurrency) return Number.POSITIVE_INFINITY;
    return Math.max(this.flow.opensAt, this.outage.opensAt);
  }

  private async wait(milliseconds: number): Promise<void> {
    await this.clock.sleep(Math.min(milliseconds, maxTimerMs), this.changed.signal);
  }

  private begin(batch: readonly Outgoing[]): void {
    const controlled = this.flow.send(batch.length, this.underWay.size + 1, this.clock.now());
    const request = this.deliver(batch, controlled)
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

  private async deliver(batch: readonly Outgoing[], request: ControlledRequest): Promise<void> {
    const { api, journal } = this.args;
    const { outage, outcomes } = this;
    const passages = batch.map(({ passage }) => passage);
    journal.forget(passages);
    const outcome = await api.store(passages, { isProven: outage.hasAnswered });
    const now = this.clock.now();
    if (outcome.kind === "refused") outcomes.divide(batch, outcome.reason);
    else if (outcome.kind === "unavailable" || (outcome.kind === "throttled" && !outcome.isLimit && outage.isAway)) {
      // What a service answers while it starts tells nothing of how much it takes.
      this.flow.fail();
      outcomes.retryAll(batch, outcome.reason, now);
      this.say(`${outcome.reason}, ${outcome.kind === "throttled" ? "trying again" : "waiting for the service"}`);
      outage.fail(outcome.reason, outcome.retryAfterMs, now);
    } else if (outcome.kind === "throttled") {
      const { reason, retryAfterMs, isLimit } = outcome;
      this.outbox.putBack(batch, now + retryAfterMs);
      this.flow.settle(request, { taken: 0, retryAfterMs }, now);
      this.refuse(reason, request);
      outage.throttle(reason, isLimit, now);
    } else {
      const { taken, stored, reason } = outcomes.settle(batch, outcome, now);
      // Where each failed, that says nothing of what the service has room for.
      const hasStored = stored > 0 || reason === undefined;
      this.flow.settle(request, { taken: hasStored ? taken : 0, retryAfterMs: outcome.retryAfterMs }, now);
      if (stored > 0) outage.end();
      if (reason !== undefined) this.refuse(reason, request);
      else if (!request.isPaced) this.args.progress.heldBackBy(this.ownLimit(request));
      if (!hasStored) outage.throttle(reason, false, now);
    }
  }

  /** The service took less than it was asked for. */
  private refuse(reason: string, { isPaced }: ControlledRequest): void {
    this.say(`${reason}, trying again`);
    if (isPaced) this.args.progress.heldBackBy(`as fast as the service takes it (${reason})`);
  }

  /** What the caller holds the rate back by, where the service would take more; empty for nothing. */
  private ownLimit({ isLast }: ControlledRequest): string {
    const { concurrency } = this.args;
    const isMost = isLast && this.flow.concurrency === concurrency && !this.outbox.isEmpty;
    return isMost ? `as fast as --concurrency ${concurrency} allows` : "";
  }

  private say(note: string): void {
    if (!this.args.signal.aborted) this.args.progress.status(note);
  }
}
