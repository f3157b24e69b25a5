import type { Passage } from "../../../documents/passage";
import { CommandError } from "../../../tools/command/command-error";
import { Interrupted } from "../../../tools/command/interrupted";
import type { BatchOutcome, PassageOutcome } from "../../../tools/ingest/api-client";
import { Ingestion, type IngestionArgs } from "../../../tools/ingest/ingestion";

const passage = (id: string): Passage => ({ id, text: `text of ${id}`, location: `here:${id}` });
const ids = (count: number) => Array.from({ length: count }, (_, index) => `p${index}`);

const stored: PassageOutcome = { stored: true, truncated: false };
const refusedItem: PassageOutcome = { stored: false, reason: "422 bad", isTransient: false, notStarted: false };
const unavailableItem: PassageOutcome = { stored: false, reason: "503 away", isTransient: true, notStarted: false };
const notStarted: PassageOutcome = { ...unavailableItem, notStarted: true };
const unavailable: BatchOutcome = { kind: "unavailable", reason: "503", retryAfterMs: 0 };

/** An answer with an outcome for each id. */
const answered = (batch: readonly string[], outcome: (id: string) => PassageOutcome = () => stored): BatchOutcome => ({
  kind: "answered",
  outcomes: batch.map(outcome),
  model: "m",
  inputTokens: batch.length * 10,
});

/** Sends passages to an API that answers as the test says; `number` counts requests from 1. */
async function send(
  passages: readonly string[],
  answer: (batch: readonly string[], number: number) => BatchOutcome,
  { held = [], ...args }: Partial<IngestionArgs> & { held?: string[] } = {},
) {
  const requests: string[][] = [];
  const confirmed: string[] = [];
  const events: string[] = [];
  const pauses: number[] = [];
  const statuses: string[] = [];
  let advanced = 0;
  async function* source() {
    for (const id of passages) yield passage(id);
  }
  const ingestion = new Ingestion({
    passages: source(),
    client: {
      store: async (batch) => {
        const batchIds = batch.map(({ id }) => id);
        events.push(`send ${batchIds}`);
        requests.push(batchIds);
        return answer(batchIds, requests.length);
      },
    },
    journal: {
      holds: ({ id }) => held.includes(id),
      forget: (batch) => void events.push(`forget ${batch.map(({ id }) => id)}`),
      confirm: (batch) => void confirmed.push(...batch.map(({ id }) => id)),
    },
    progress: { advance: (count) => (advanced += count), status: (note) => void statuses.push(note) },
    concurrency: 1,
    attempts: 3,
    signal: new AbortController().signal,
    sleep: async (milliseconds) => void pauses.push(milliseconds),
    ...args,
  });
  const error: unknown = await ingestion.run().catch((thrown: unknown) => {
    // Where it is interrupted, it ends in order.
    if (thrown instanceof Interrupted) return undefined;
    if (thrown instanceof CommandError) return thrown;
    throw thrown;
  });
  const { stored, truncated, skipped, failures, inputTokens, model } = ingestion;
  return {
    stored,
    truncated,
    skipped,
    failures,
    inputTokens,
    model,
    error,
    requests,
    confirmed,
    events,
    pauses,
    statuses,
    advanced,
    failed: failures.map(({ passage, reason }) => [passage.id, reason]),
  };
}

test("stores all passages in batches, and confirms them", async () => {
  const result = await send(ids(250), (batch) => answered(batch), { concurrency: 3 });
  expect(result.requests.map(({ length }) => length)).toEqual([100, 100, 50]);
  expect(result.confirmed.toSorted()).toEqual(ids(250).toSorted());
  expect(result).toMatchObject({
    stored: 250,
    skipped: 0,
    failures: [],
    inputTokens: 2_500,
    model: "m",
    error: undefined,
    advanced: 250,
    pauses: [],
  });
});

test("counts the passages that were embedded without their ends", async () => {
  const outcome = (id: string): PassageOutcome => ({ stored: true, truncated: id !== "b" });
  const result = await send(["a", "b", "c"], (batch) => answered(batch, outcome));
  expect(result).toMatchObject({ stored: 3, truncated: 2 });
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
    answered(batch, (id) => (id === "b" ? refusedItem : id === "c" && number < 3 ? unavailableItem : stored)),
  );
  expect(result.requests).toEqual([["a", "b", "c", "d"], ["c"], ["c"]]);
  expect(result).toMatchObject({ stored: 3, failed: [["b", "422 bad"]], advanced: 4, error: undefined });
  expect(result.confirmed.toSorted()).toEqual(["a", "c", "d"]);
  expect(result.statuses).toEqual(["503 away, trying again", "503 away, trying again"]);
});

test("fails an item that is never stored while others are", async () => {
  const result = await send(["a", "b"], (batch) => answered(batch, (id) => (id === "a" ? stored : unavailableItem)));
  // Once beside the other, and then as often as is allowed.
  expect(result.requests).toEqual([["a", "b"], ["b"], ["b"], ["b"]]);
  expect(result).toMatchObject({ stored: 1, failed: [["b", "503 away, 3 times"]], error: undefined });
});

test("goes on at once, and as long as it takes, where only time was too short", async () => {
  const result = await send(ids(20), (batch) => answered(batch, (id) => (id === batch[0] ? stored : notStarted)));
  expect(result).toMatchObject({ stored: 20, failures: [], error: undefined });
  expect(result.requests).toHaveLength(20);
  expect(Math.max(...result.pauses)).toBe(0);
});

test("waits longer after each attempt, and differently each time", async () => {
  const { pauses } = await send(["a"], (batch, number) => (number < 9 ? unavailable : answered(batch)), {
    attempts: 9,
  });
  expect(pauses).toHaveLength(8);
  for (const [index, pause] of pauses.entries()) {
    const longest = Math.min(500 * 2 ** index, 30_000);
    expect([pause >= longest / 2, pause <= longest]).toEqual([true, true]);
  }
  const again = await send(["a"], (batch, number) => (number < 9 ? unavailable : answered(batch)), { attempts: 9 });
  expect(again.pauses).not.toEqual(pauses);
});

test("waits as long as the API asks for", async () => {
  const throttled: BatchOutcome = { kind: "unavailable", reason: "429", retryAfterMs: 60_000 };
  const result = await send(["a"], (batch, number) => (number < 2 ? throttled : answered(batch)));
  expect(result).toMatchObject({ pauses: [60_000], stored: 1 });
});

test("gives up where nothing succeeds any more, and sends nothing else", async () => {
  const result = await send(ids(300), () => unavailable);
  expect(result.error).toBeInstanceOf(CommandError);
  expect(result.error).toHaveProperty("message", "Gave up after 3 attempts: 503. Run the same command again to go on");
  expect(result).toMatchObject({ stored: 0, failures: [] });
  expect(result.requests).toHaveLength(3);
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
  expect(result).toMatchObject({ stored: 100, error: new CommandError("403") });
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
  expect(result).toMatchObject({ stored: 100, failures: [], error: undefined });
  expect(result.confirmed).toHaveLength(100);
});

/** Notes the number of each request, whose answer comes later. */
function later(answer: (batch: readonly string[], number: number) => BatchOutcome) {
  const numbers: number[] = [];
  const store = async (batch: readonly Passage[]) => {
    const number = numbers.length + 1;
    numbers.push(number);
    await new Promise(setImmediate);
    return answer(
      batch.map(({ id }) => id),
      number,
    );
  };
  return { numbers, client: { store } };
}

test("sends nothing that waits for its turn when it is interrupted", async () => {
  const interrupt = new AbortController();
  const { numbers, client } = later((batch, number) => {
    // Leaves room for two.
    if (number <= 4) return unavailable;
    interrupt.abort();
    return answered(batch);
  });
  const { signal } = interrupt;
  await send(ids(1_200), (batch) => answered(batch), { concurrency: 4, signal, client });
  expect(numbers).toHaveLength(6);
});

test("ends after the requests under way when no request can succeed any more", async () => {
  const { numbers, client } = later((batch, number) => {
    if (number === 1) throw new CommandError("403");
    return answered(batch);
  });
  const result = await send(ids(1_200), (batch) => answered(batch), { concurrency: 2, client });
  expect(result).toMatchObject({ stored: 100, error: new CommandError("403") });
  expect(numbers).toHaveLength(2);
});

test("does not send again what it is interrupted in waiting for", async () => {
  const interrupt = new AbortController();
  const sleep = async () => interrupt.abort();
  const result = await send(ids(300), () => unavailable, { signal: interrupt.signal, sleep });
  expect(result).toMatchObject({ stored: 0, failures: [], error: undefined });
  expect(result.requests).toHaveLength(1);
});

test.each([
  ["an answer of 503", 2, (): BatchOutcome => unavailable],
  ["items that find the model away", 2, (batch: readonly string[]) => answered(batch, () => unavailableItem)],
  ["items that there was no time for", 4, (batch: readonly string[]) => answered(batch, () => notStarted)],
])("after %s has at most %d requests under way", async (_name, expected, first) => {
  let underWay = 0;
  const most: number[] = [];
  const store = async (batch: readonly Passage[]) => {
    underWay += 1;
    most.push(underWay);
    const number = most.length;
    await new Promise(setImmediate);
    underWay -= 1;
    const batchIds = batch.map(({ id }) => id);
    return number <= 4 ? first(batchIds) : answered(batchIds);
  };
  const result = await send(ids(1_200), (batch) => answered(batch), { concurrency: 4, client: { store } });
  expect(result.stored).toBe(1_200);
  expect(Math.max(...most.slice(0, 4))).toBe(4);
  expect(Math.max(...most.slice(4, 8))).toBe(expected);
});
