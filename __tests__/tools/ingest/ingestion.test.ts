import type { Passage } from "../../../documents/passage";
import { embeddingModels } from "../../../embedding/models";
import type { EmbeddingModel } from "../../../embedding/models/model";
import { CommandError } from "../../../tools/command/command-error";
import { Interrupted } from "../../../tools/command/interrupted";
import { Ingestion, type IngestionArgs } from "../../../tools/ingest/ingestion";
import { maxBatch } from "../../../tools/ingest/max-batch";
import type { BatchOutcome, PassageOutcome } from "../../../tools/ingest/passage-api";
import { SimulatedClock } from "../../helpers/tools/simulated-clock";

const passage = (id: string): Passage => ({ id, text: `text of ${id}`, location: `here:${id}` });
const ids = (count: number) => Array.from({ length: count }, (_, index) => `p${index}`);

const stored: PassageOutcome = { stored: true, truncated: false, unchanged: false };
const refusedItem: PassageOutcome = { stored: false, reason: "422 bad", kind: "refused" };
const failedItem: PassageOutcome = { stored: false, reason: "502 broken", kind: "failed" };
const throttledItem: PassageOutcome = { stored: false, reason: "503 away", kind: "throttled" };
const notStarted: PassageOutcome = { ...throttledItem, kind: "notStarted" };
const unavailable: BatchOutcome = { kind: "unavailable", reason: "502", retryAfterMs: 0 };
const throttled: BatchOutcome = { kind: "throttled", reason: "429", retryAfterMs: 0, isLimit: true };

/** An answer with an outcome for each id. */
const answered = (batch: readonly string[], outcome: (id: string) => PassageOutcome = () => stored): BatchOutcome => ({
  kind: "answered",
  outcomes: batch.map(outcome),
  model: "m",
  inputTokens: batch.length * 10,
  retryAfterMs: 0,
});

/** Sends passages to an API that answers as the test says; `number` counts requests from 1. */
async function send(
  passages: readonly string[],
  answer: (batch: readonly string[], number: number) => BatchOutcome,
  {
    held = [],
    clock = new SimulatedClock(),
    ...args
  }: Partial<IngestionArgs> & { held?: string[]; clock?: SimulatedClock } = {},
) {
  const requests: string[][] = [];
  const confirmed: string[] = [];
  const events: string[] = [];
  const sentAt: number[] = [];
  const statuses: string[] = [];
  const limits: string[] = [];
  let advanced = 0;
  async function* source() {
    for (const id of passages) yield passage(id);
  }
  const ingestion = new Ingestion({
    passages: source(),
    api: {
      store: async (batch) => {
        const batchIds = batch.map(({ id }) => id);
        events.push(`send ${batchIds}`);
        requests.push(batchIds);
        sentAt.push(clock.now());
        return answer(batchIds, requests.length);
      },
    },
    journal: {
      holds: ({ id }) => held.includes(id),
      forget: (batch) => void events.push(`forget ${batch.map(({ id }) => id)}`),
      confirm: (batch) => void confirmed.push(...batch.map(({ id }) => id)),
    },
    progress: {
      advance: (count) => {
        advanced += count;
      },
      status: (note) => void statuses.push(note),
      heldBackBy: (limit) => void limits.push(limit),
    },
    concurrency: 1,
    attempts: 3,
    signal: new AbortController().signal,
    clock,
    ...args,
  });
  const error: unknown = await clock.until(ingestion.run()).catch((thrown: unknown) => {
    // Where it is interrupted, it ends in order.
    if (thrown instanceof Interrupted) return undefined;
    if (thrown instanceof CommandError) return thrown;
    throw thrown;
  });
  const { stored, unchanged, truncated, failures, inputTokens, model } = ingestion.outcomes;
  const { skipped } = ingestion;
  return {
    stored,
    unchanged,
    truncated,
    skipped,
    failures,
    inputTokens,
    model,
    error,
    requests,
    confirmed,
    events,
    sentAt,
    endedAt: clock.now(),
    statuses,
    limits,
    advanced,
    failed: failures.map(({ passage, reason }) => [passage.id, reason]),
  };
}

test("stores all passages in batches, and confirms them", async () => {
  const result = await send(ids(250), (batch) => answered(batch), { concurrency: 3 });
  expect(result.requests.map(({ length }) => length)).toEqual([maxBatch, maxBatch, 250 - 2 * maxBatch]);
  expect(result.confirmed.toSorted()).toEqual(ids(250).toSorted());
  expect(result).toMatchObject({
    stored: 250,
    skipped: 0,
    failures: [],
    inputTokens: 2_500,
    model: "m",
    error: undefined,
    advanced: 250,
    endedAt: 0,
  });
});

test.each(Object.entries<EmbeddingModel>(embeddingModels))("asks for whole calls of %s", (_, { textsPerCall }) => {
  expect([maxBatch > 0, maxBatch <= 100, maxBatch % textsPerCall]).toEqual([true, true, 0]);
});

test("counts the passages that were embedded without their ends", async () => {
  const outcome = (id: string): PassageOutcome => ({ stored: true, truncated: id !== "b", unchanged: false });
  const result = await send(["a", "b", "c"], (batch) => answered(batch, outcome));
  expect(result).toMatchObject({ stored: 3, truncated: 2 });
});

test("counts what the store had as it is, which is confirmed as what is stored", async () => {
  const outcome = (id: string): PassageOutcome => ({ stored: true, truncated: true, unchanged: id !== "b" });
  const result = await send(["a", "b", "c"], (batch) => answered(batch, outcome));
  expect(result).toMatchObject({ stored: 1, unchanged: 2, truncated: 1, confirmed: ["a", "b", "c"], advanced: 3 });
});

test("skips what the journal holds", async () => {
  const result = await send(["a", "b", "c"], (batch) => answered(batch), { held: ["a", "c"] });
  expect(result).toMatchObject({ stored: 1, skipped: 2, requests: [["b"]], advanced: 3 });
});

test("has the journal forget passages before it sends them", async () => {
  expect((await send(["a", "b"], (batch) => answered(batch))).events).toEqual(["forget a,b", "send a,b"]);
});

test("sends the items again that may succeed, alone, and reports those that will not", async () => {
  const result = await send(["a", "b", "c", "d"], (batch, number) =>
    answered(batch, (id) => (id === "b" ? refusedItem : id === "c" && number < 3 ? throttledItem : stored)),
  );
  expect(result.requests).toEqual([["a", "b", "c", "d"], ["c"], ["c"]]);
  expect(result).toMatchObject({ stored: 3, failed: [["b", "422 bad"]], advanced: 4, error: undefined });
  expect(result.confirmed.toSorted()).toEqual(["a", "c", "d"]);
  expect(result.statuses).toEqual(["503 away, trying again", "503 away, trying again"]);
});

test("fails an item that always fails while others are stored", async () => {
  const result = await send(ids(300), (batch) => answered(batch, (id) => (id === "p7" ? failedItem : stored)));
  expect(result).toMatchObject({ stored: 299, failed: [["p7", "502 broken, 3 times"]], error: undefined });
});

test("sends an item that is throttled as often as it takes", async () => {
  const result = await send(["a", "b"], (batch, number) =>
    answered(batch, (id) => (id === "a" || number > 15 ? stored : throttledItem)),
  );
  expect(result).toMatchObject({ stored: 2, failures: [], error: undefined });
  expect(result.requests).toHaveLength(16);
});

test("goes on at once, and as long as it takes, where only time was too short", async () => {
  const result = await send(ids(20), (batch) => ({
    ...answered(batch, (id) => (id === batch[0] ? stored : notStarted)),
    retryAfterMs: 5_000,
  }));
  expect(result).toMatchObject({ stored: 20, failures: [], error: undefined, endedAt: 0 });
  expect(result.requests).toHaveLength(20);
});

test("sends what was refused no sooner than the API says, and others meanwhile", async () => {
  const result = await send(ids(3 * maxBatch), (batch, number) =>
    number === 1 ? { ...throttled, retryAfterMs: 60_000 } : answered(batch),
  );
  expect(result).toMatchObject({ stored: 3 * maxBatch, failures: [] });
  expect(result.requests.map(([first]) => first)).toEqual(["p0", `p${maxBatch}`, `p${2 * maxBatch}`, "p0"]);
  expect(result.sentAt[2]).toBeLessThan(5_000);
  expect(result.sentAt[3]).toBe(60_000);
});

test("sends nothing until the API says so where it refuses everything", async () => {
  const result = await send(ids(2_000), (batch, number) =>
    number <= 3 ? { ...throttled, retryAfterMs: 40_000 } : answered(batch),
  );
  expect(result).toMatchObject({ stored: 2_000, failures: [] });
  expect(result.sentAt[3]).toBeGreaterThanOrEqual(40_000);
});

test("says what holds the rate back, for as long as it does", async () => {
  const clock = new SimulatedClock();
  // Room for a request a second, and after a while for any number.
  let refusedUntil = 0;
  const store = async (batch: readonly Passage[]) => {
    await clock.sleep(10);
    const now = clock.now();
    if (now < 120_000 && now < refusedUntil) return throttled;
    refusedUntil = now + 1_000;
    await clock.sleep(now < 120_000 ? 0 : 3_000);
    return answered(batch.map(({ id }) => id));
  };
  const { limits } = await send(ids(20_000), () => throttled, { api: { store }, clock });
  expect(limits).toContain("as fast as the service takes it (429)");
  expect(limits.at(-1)).toBe("");
});

test.each([1, 4])(
  "says that no more than %d requests at a time hold the rate back, until the last",
  async (concurrency) => {
    const clock = new SimulatedClock();
    const store = async (batch: readonly Passage[]) => {
      await clock.sleep(1_000);
      return answered(batch.map(({ id }) => id));
    };
    const { limits } = await send(ids(2_000), () => throttled, { api: { store }, clock, concurrency });
    expect(limits).toContain(`as fast as --concurrency ${concurrency} allows`);
    expect(limits.at(-1)).toBe("");
  },
);

test("does not say so where the service has room for fewer", async () => {
  const clock = new SimulatedClock();
  let underWay = 0;
  const store = async (batch: readonly Passage[]) => {
    underWay += 1;
    await clock.sleep(1_000 * underWay ** 2);
    underWay -= 1;
    return answered(batch.map(({ id }) => id));
  };
  const { limits } = await send(ids(2_000), () => throttled, { api: { store }, clock, concurrency: 8 });
  expect([...new Set(limits)]).toEqual([""]);
});

describe("a service that goes away", () => {
  /** Answers to requests by the time that has passed since the first one. */
  const away = (outcome: BatchOutcome, from: number, to: number) => {
    const clock = new SimulatedClock();
    let number = 0;
    const store = async (batch: readonly Passage[]) => {
      number += 1;
      await clock.sleep(1_000);
      return clock.now() >= from && clock.now() < to ? outcome : answered(batch.map(({ id }) => id));
    };
    return { clock, api: { store }, requests: () => number };
  };

  test.each([
    ["502", unavailable],
    ["503 with a time", { ...throttled, isLimit: false, retryAfterMs: 5_000 } satisfies BatchOutcome],
  ])("is waited for while it answers %s, as long as a restart takes", async (_name, outcome) => {
    const { clock, api, requests } = away(outcome, 3_000, 110_000);
    const result = await send(ids(2_000), () => unavailable, { clock, api, concurrency: 4 });
    expect(result).toMatchObject({ stored: 2_000, failures: [], error: undefined });
    expect(requests()).toBeLessThan(100);
    expect(result.statuses.at(-1)).toMatch(/waiting for the service|trying again/);
  });

  test("is as fast as before once it is back, whatever it has answered while it started", async () => {
    const clock = new SimulatedClock();
    const starting: BatchOutcome = { ...throttled, isLimit: false, retryAfterMs: 1_000 };
    const store = async (batch: readonly Passage[]) => {
      await clock.sleep(1_000);
      const isBack = clock.now() >= 40_000;
      return clock.now() < 3_000 || isBack
        ? answered(batch.map(({ id }) => id))
        : clock.now() < 20_000
          ? unavailable
          : starting;
    };
    const result = await send(ids(2_000), () => unavailable, { clock, api: { store }, concurrency: 1 });
    expect(result).toMatchObject({ stored: 2_000, failures: [], error: undefined });
    // It is asked for every 5 seconds, and takes 18 seconds for what is left.
    expect(result.endedAt).toBeLessThan(66_000);
  });

  test("is given up after two minutes, with what to do", async () => {
    const { clock, api } = away(unavailable, 3_000, Number.POSITIVE_INFINITY);
    const result = await send(ids(2_000), () => unavailable, { clock, api, concurrency: 1 });
    expect(result.error).toEqual(
      new CommandError("Gave up after 2 min 0 s without a passage stored: 502. Run the same command again to go on"),
    );
    expect(result.failures).toEqual([]);
    expect(result.confirmed.length).toBeGreaterThan(0);
    expect(clock.now()).toBeLessThan(140_000);
  });

  test("is given up soon where it never was there", async () => {
    const result = await send(ids(300), () => unavailable);
    expect(result).toMatchObject({ stored: 0, failures: [], error: expect.any(CommandError) });
    expect(result.endedAt).toBeLessThan(20_000);
  });

  test("is known to be the right one once it has answered", async () => {
    const proven: boolean[] = [];
    const store = async (batch: readonly Passage[], { isProven }: { isProven: boolean }) => {
      proven.push(isProven);
      return answered(batch.map(({ id }) => id));
    };
    await send(ids(3 * maxBatch), () => unavailable, { api: { store }, concurrency: 1 });
    expect(proven).toEqual([false, true, true]);
  });
});

test("gives up where a limit lets nothing through for long", async () => {
  const result = await send(ids(100), () => throttled);
  expect(result).toMatchObject({ stored: 0, failures: [], error: expect.any(CommandError) });
  expect(result.endedAt).toBeGreaterThan(590_000);
});

test("finds the items that have a request refused, and stores the others", async () => {
  const result = await send(ids(100), (batch) =>
    batch.includes("p3") || batch.includes("p77") ? { kind: "refused", reason: "422 no" } : answered(batch),
  );
  expect(result).toMatchObject({ stored: 98, advanced: 100, error: undefined });
  expect(result.failed).toEqual([
    ["p3", "422 no"],
    ["p77", "422 no"],
  ]);
  expect(result.confirmed).toHaveLength(98);
});

test("ends with the error that no request can succeed after, and keeps what was stored", async () => {
  const result = await send(ids(300), (batch, number) => {
    if (number === 2) throw new CommandError("403");
    return answered(batch);
  });
  expect(result).toMatchObject({ stored: maxBatch, error: new CommandError("403") });
  expect(result.requests).toHaveLength(2);
});

test("throws what is no error of the caller's", async () => {
  await expect(
    send(["a"], () => {
      throw new TypeError("a bug");
    }),
  ).rejects.toThrow(new TypeError("a bug"));
});

test("ends after the request under way when it is interrupted", async () => {
  const interrupt = new AbortController();
  const answer = (batch: readonly string[]) => {
    interrupt.abort();
    return answered(batch);
  };
  const result = await send(ids(500), answer, { signal: interrupt.signal, concurrency: 1 });
  expect(result).toMatchObject({ stored: maxBatch, failures: [], error: undefined });
  expect(result.confirmed).toHaveLength(maxBatch);
});

/** Notes when requests were sent, whose answers come later. */
function later(answer: (batch: readonly string[], number: number) => BatchOutcome) {
  const clock = new SimulatedClock();
  const numbers: number[] = [];
  const underWay: number[] = [];
  let count = 0;
  const store = async (batch: readonly Passage[]) => {
    const number = numbers.length + 1;
    numbers.push(number);
    count += 1;
    underWay.push(count);
    await clock.sleep(1_000);
    count -= 1;
    return answer(
      batch.map(({ id }) => id),
      number,
    );
  };
  return { numbers, underWay, api: { store }, clock };
}

test("has more requests under way as long as they take no longer for it, up to the limit", async () => {
  const { underWay, api, clock } = later((batch) => answered(batch));
  await send(ids(5_000), (batch) => answered(batch), { concurrency: 6, api, clock });
  expect([underWay[0], Math.max(...underWay)]).toEqual([1, 6]);
});

test("sends nothing more when it is interrupted, also where it waits for its turn", async () => {
  const interrupt = new AbortController();
  const { numbers, api, clock } = later((batch, number) => {
    if (number <= 2) return throttled;
    interrupt.abort();
    return answered(batch);
  });
  const result = await send(ids(1_200), (batch) => answered(batch), { signal: interrupt.signal, api, clock });
  expect([numbers.length, result.stored]).toEqual([3, maxBatch]);
});

test("ends after the requests under way when no request can succeed any more", async () => {
  const { numbers, api, clock } = later((batch, number) => {
    if (number === 2) throw new CommandError("403");
    return answered(batch);
  });
  const result = await send(ids(1_200), (batch) => answered(batch), { concurrency: 2, api, clock });
  expect(result).toMatchObject({ stored: 2 * maxBatch, error: new CommandError("403") });
  expect(numbers).toHaveLength(3);
});

test("does not wait any longer when it is interrupted", async () => {
  const interrupt = new AbortController();
  const clock = new SimulatedClock();
  clock.sleep(10_000).then(() => interrupt.abort());
  const answer = () => ({ ...throttled, retryAfterMs: 60_000 });
  const result = await send(["a"], answer, { signal: interrupt.signal, clock });
  expect(result).toMatchObject({ stored: 0, failures: [], error: undefined, endedAt: 10_000 });
  expect(result.requests).toHaveLength(1);
});

test("has few requests under way after the service was away", async () => {
  const { underWay, api, clock } = later((batch, number) =>
    number >= 20 && number < 30 ? unavailable : answered(batch),
  );
  const result = await send(ids(4_000), (batch) => answered(batch), { concurrency: 8, api, clock });
  expect(result).toMatchObject({ stored: 4_000, failures: [] });
  expect(Math.max(...underWay.slice(0, 20))).toBeGreaterThanOrEqual(6);
  expect(Math.max(...underWay.slice(30, 32))).toBeLessThanOrEqual(2);
});
