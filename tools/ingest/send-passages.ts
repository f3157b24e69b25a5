import { setTimeout } from "node:timers/promises";
import { CommandError } from "../command-error";
import type { Progress } from "../progress";
import { AdaptiveLimit } from "../../functions/aws/adaptive-limit";
import type { ApiClient, BatchOutcome } from "./api-client";
import { batches } from "./batches";
import type { Journal } from "./journal";
import type { Passage } from "./passage";

/** What {@link sendPassages} sends, to where, and how. */
export interface SendArgs {
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
  readonly sleep?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** A passage that was not stored. */
export interface Failure {
  readonly passage: Passage;
  readonly reason: string;
}

/** What became of all passages. */
export interface Sent {
  readonly stored: number;
  /** Were stored before, as the journal says. */
  readonly skipped: number;
  readonly failures: readonly Failure[];
  readonly inputTokens: number;
  /** The model that embedded them; undefined where none was. */
  readonly model: string | undefined;
  /** Why the rest was not sent. */
  readonly error: CommandError | undefined;
}

/** The first and the longest pause before a request is repeated, in milliseconds. */
const firstPauseMs = 500;
const maxPauseMs = 30_000;

/**
 * Embeds and stores passages that are not stored yet, in batches. Faults that pass are waited out; a passage that is
 * not taken is a failure, and leaves the others alone. Nothing more is sent once it is useless, or the signal says so.
 */
export async function sendPassages(args: SendArgs): Promise<Sent> {
  const { client, journal, progress, concurrency, attempts, sleep = pause } = args;
  const sent = {
    stored: 0,
    skipped: 0,
    failures: [] as Failure[],
    inputTokens: 0,
    model: undefined as string | undefined,
  };
  const stop = new AbortController();
  const signal = AbortSignal.any([args.signal, stop.signal]);
  const limit = new AdaptiveLimit(concurrency);

  async function* notStored(): AsyncGenerator<Passage> {
    for await (const passage of args.passages) {
      if (signal.aborted) return;
      if (!journal.holds(passage)) yield passage;
      else {
        sent.skipped += 1;
        progress.advance(1, { skipped: true });
      }
    }
  }
  const fail = (passage: Passage, reason: string): void => {
    sent.failures.push({ passage, reason });
    progress.advance(1);
  };

  /** Sends a batch until each of its passages is stored or has failed. */
  const deliver = async (batch: readonly Passage[]): Promise<void> => {
    let left = batch;
    const storedBefore = sent.stored;
    for (let attempt = 1; left.length > 0 && !signal.aborted; attempt++) {
      const answer = await limit.run(async () => {
        if (signal.aborted) return undefined;
        journal.forget(left);
        return client.store(left);
      }, isThrottled);
      if (!answer) return;
      if (answer.kind === "refused") {
        const [passage] = left;
        if (left.length === 1 && passage) return fail(passage, answer.reason);
        // One of them is the reason, and halves find it.
        const middle = Math.ceil(left.length / 2);
        await deliver(left.slice(0, middle));
        return deliver(left.slice(middle));
      }
      const { remaining, reason } = settle(left, answer);
      if (remaining.length === 0) return;
      if (remaining.length < left.length) attempt = 0;
      left = remaining;
      if (attempt >= attempts) {
        if (sent.stored === storedBefore) {
          throw new CommandError(`Gave up after ${attempts} attempts: ${reason}. Run the same command again to go on`);
        }
        for (const passage of left) fail(passage, `${reason}, ${attempts} times`);
        return;
      }
      progress.status(`${reason}, trying again`);
      const retryAfterMs = answer.kind === "unavailable" ? answer.retryAfterMs : 0;
      await sleep(Math.max(retryAfterMs, backoffMs(attempt)), signal);
    }
  };

  /** Notes what was stored and what has failed, and returns what is to be sent again. */
  const settle = (batch: readonly Passage[], answer: Exclude<BatchOutcome, { kind: "refused" }>) => {
    if (answer.kind === "unavailable") return { remaining: batch, reason: answer.reason };
    sent.inputTokens += answer.inputTokens;
    sent.model = answer.model;
    const stored = batch.filter((_, index) => answer.outcomes[index]?.stored);
    journal.confirm(stored);
    sent.stored += stored.length;
    progress.advance(stored.length);
    let reason = "";
    const remaining = batch.filter((passage, index) => {
      const outcome = answer.outcomes[index];
      if (!outcome || outcome.stored) return false;
      if (!outcome.isTransient) fail(passage, outcome.reason);
      else reason = outcome.reason;
      return outcome.isTransient;
    });
    return { remaining, reason };
  };

  const source = batches(notStored());
  let error: unknown;
  const lane = async (): Promise<void> => {
    try {
      while (!signal.aborted) {
        const { value: batch, done } = await source.next();
        if (done) return;
        await deliver(batch);
      }
    } catch (thrown) {
      error ??= thrown;
      stop.abort();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  if (error !== undefined && !(error instanceof CommandError)) throw error;
  return { ...sent, error };
}

/** Whether an answer says that less should be asked at a time; no time for all of a batch does not. */
function isThrottled(answer: BatchOutcome | undefined): boolean {
  if (answer?.kind === "answered")
    return answer.outcomes.some((outcome) => !outcome.stored && outcome.isTransient && !outcome.notStarted);
  return answer?.kind === "unavailable";
}

/** The pause after so many attempts: twice as long each time, and never the same for two that failed together. */
function backoffMs(attempt: number): number {
  if (attempt === 0) return 0;
  return Math.min(firstPauseMs * 2 ** (attempt - 1), maxPauseMs) * (0.5 + Math.random() / 2);
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal }).catch(() => undefined);
}
