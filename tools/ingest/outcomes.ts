import type { Passage } from "../../documents/passage";
import { backoffMs } from "../../functions/aws/backoff";
import type { Progress } from "../command/progress";
import type { Journal } from "./journal";
import type { Outbox, Outgoing } from "./outbox";
import type { BatchOutcome, PassageOutcome } from "./passage-api";

/** Arguments of {@link Outcomes}. */
export interface OutcomesArgs {
  readonly outbox: Pick<Outbox, "putBack" | "putBackHalves">;
  readonly journal: Pick<Journal, "confirm">;
  readonly progress: Pick<Progress, "advance">;
  /** How often a passage is sent, at most, that fails by itself. */
  readonly attempts: number;
}

/** A passage that was not stored. */
export interface Failure {
  readonly passage: Passage;
  readonly reason: string;
}

/** What a request leaves to be sent again. */
export interface Settled {
  /** For how many of its passages the service had room. */
  readonly taken: number;
  /** How many of them the store has now. */
  readonly stored: number;
  /** Why others are sent again; undefined where there are none. */
  readonly reason: string | undefined;
}

/** Before a passage that has failed is sent again, in milliseconds: together as long as a fault of the storage takes to pass. */
const pauses = { firstPauseMs: 1_000, maxPauseMs: 120_000 };

/** What has become of passages: stored ones are in the journal, and others in the outbox once more, or have failed. */
export class Outcomes {
  /** How many were stored. */
  stored = 0;
  /** How many the store had as they are. */
  unchanged = 0;
  /** How many of them without the end of a text that is too long for the model. */
  truncated = 0;
  readonly failures: Failure[] = [];
  inputTokens = 0;
  /** The model that embedded them; undefined where none was. */
  model: string | undefined;
  /** The first that was stored. */
  first: Passage | undefined;

  constructor(private readonly args: OutcomesArgs) {}

  /** Each passage of a request was answered, at a time in milliseconds. */
  settle(batch: readonly Outgoing[], answer: Extract<BatchOutcome, { kind: "answered" }>, now: number): Settled {
    const { outcomes, inputTokens, model, retryAfterMs } = answer;
    const { outbox, journal, progress } = this.args;
    this.inputTokens += inputTokens;
    this.model = model;
    const unchangedBefore = this.unchanged;
    const stored: Passage[] = [];
    let throttled = 0;
    let reason: string | undefined;
    for (const [index, outgoing] of batch.entries()) {
      const outcome: PassageOutcome = outcomes[index] ?? { stored: false, reason: "", kind: "failed" };
      if (outcome.stored) {
        stored.push(outgoing.passage);
        if (outcome.unchanged) this.unchanged += 1;
        else if (outcome.truncated) this.truncated += 1;
      } else if (outcome.kind === "refused") this.fail(outgoing.passage, outcome.reason);
      else {
        reason = outcome.reason;
        if (outcome.kind === "throttled") throttled += 1;
        if (outcome.kind === "failed") this.retry(outgoing, outcome.reason, now);
        else outbox.putBack([outgoing], now + (outcome.kind === "throttled" ? retryAfterMs : 0));
      }
    }
    journal.confirm(stored);
    this.first ??= stored[0];
    this.stored += stored.length - (this.unchanged - unchangedBefore);
    progress.advance(stored.length);
    return { taken: batch.length - throttled, stored: stored.length, reason };
  }

  /** How many the store is known to have. */
  private get done(): number {
    return this.stored + this.unchanged;
  }

  /** All of a request failed. That is no passage's own fault, unless others have been stored since it failed before. */
  retryAll(batch: readonly Outgoing[], reason: string, now: number): void {
    for (const outgoing of batch) {
      const { passage, failures, storedBefore = this.done } = outgoing;
      if (this.done > storedBefore) this.retry(outgoing, reason, now);
      else {
        const notBefore = now + backoffMs(failures, pauses);
        this.args.outbox.putBack([{ passage, failures, storedBefore: this.done }], notBefore);
      }
    }
  }

  /** One of a request's passages is the reason that it was refused, and halves find it. */
  divide(batch: readonly Outgoing[], reason: string): void {
    const [outgoing] = batch;
    if (batch.length > 1) this.args.outbox.putBackHalves(batch);
    else if (outgoing) this.fail(outgoing.passage, reason);
  }

  /** Sends a passage again that has failed, unless that was often enough. */
  private retry({ passage, failures }: Outgoing, reason: string, now: number): void {
    const failed = failures + 1;
    const again = { passage, failures: failed, storedBefore: this.done };
    if (failed >= this.args.attempts) this.fail(passage, `${reason}, ${failed} times`);
    else this.args.outbox.putBack([again], now + backoffMs(failed, pauses));
  }

  private fail(passage: Passage, reason: string): void {
    this.failures.push({ passage, reason });
    this.args.progress.advance(1);
  }
}
