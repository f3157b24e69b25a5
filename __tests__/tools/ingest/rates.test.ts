import type { Passage } from "../../../documents/passage";
import { Ingestion } from "../../../tools/ingest/ingestion";
import { maxBatch } from "../../../tools/ingest/max-batch";
import { SimulatedClock } from "../../helpers/tools/simulated-clock";
import {
  eachMinute,
  SimulatedService,
  type SimulatedServiceArgs,
  tokenBucket,
} from "../../helpers/tools/simulated-service";

const minute = 60_000;

/** Sends passages to a service for so many minutes, or until all are stored. */
async function ingest(
  minutes: number,
  args: Omit<SimulatedServiceArgs, "clock">,
  { count = Number.POSITIVE_INFINITY } = {},
) {
  const clock = new SimulatedClock();
  const service = new SimulatedService({ clock, ...args });
  const interrupt = new AbortController();
  async function* passages(): AsyncGenerator<Passage> {
    for (let number = 0; number < count; number++) yield { id: `p${number}`, text: "text", location: "here" };
  }
  const ingestion = new Ingestion({
    passages: passages(),
    api: service,
    journal: { holds: () => false, forget: () => undefined, confirm: () => undefined },
    progress: { advance: () => undefined, status: () => undefined, heldBackBy: () => undefined },
    concurrency: 16,
    attempts: 8,
    signal: interrupt.signal,
    clock,
  });
  clock.sleep(minutes * minute).then(() => interrupt.abort());
  await clock.until(ingestion.run().catch(() => undefined));
  return { service, ingestion, endedAt: clock.now() };
}

/** Over how many minutes it is measured: over thousands of requests or more, or over as many minutes as there are hundreds. */
const measuredMinutes = (perMinute: number) => (perMinute > 10_000 ? 3 : 8);

type Case = [allowed: string, perMinute: number, args: Omit<SimulatedServiceArgs, "clock">];

const requestCases = [6, 30, 150].flatMap((n): Case[] => {
  const oneAtATime = () => tokenBucket(() => n, 1);
  const endOfMinute = (now: number) => minute - (now % minute);
  return [
    [`${n} requests, one at a time`, n * maxBatch, { latencyMs: 200, requests: oneAtATime() }],
    [
      `${n} requests, told to wait`,
      n * maxBatch,
      { latencyMs: 200, requests: oneAtATime(), retryAfterMs: () => 5_000 },
    ],
    [`${n} requests, also at once`, n * maxBatch, { latencyMs: 200, requests: tokenBucket(() => n, n) }],
    [`${n} requests, answered late`, n * maxBatch, { latencyMs: 3_000, requests: tokenBucket(() => n, 5) }],
    [`${n} requests in each minute`, n * maxBatch, { latencyMs: 200, requests: eachMinute(() => n) }],
    [
      `${n} requests in each minute, told to wait for the next`,
      n * maxBatch,
      { latencyMs: 200, requests: eachMinute(() => n), retryAfterMs: endOfMinute },
    ],
  ];
});
const textCases = [30, 600, 6_000].flatMap((n): Case[] => {
  const args = { latencyMs: 500, retryAfterMs: () => 5_000 };
  return [
    [`${n} texts, also at once`, n, { ...args, texts: tokenBucket(() => n, n) }],
    [`${n} texts, few at once`, n, { ...args, texts: tokenBucket(() => n, Math.max(1, n / 60)) }],
    [`${n} texts in each minute`, n, { ...args, texts: eachMinute(() => n) }],
    [`${n} texts, all of a request or none`, n, { ...args, isWhole: true, texts: tokenBucket(() => n, n) }],
  ];
});

test.each<Case>([
  ...requestCases,
  ...textCases,
  ["600 requests, one at a time", 600 * maxBatch, { latencyMs: 200, requests: tokenBucket(() => 600, 1) }],
])("reaches 95 % of %s a minute from the third one", async (_name, perMinute, args) => {
  const minutes = measuredMinutes(perMinute);
  const { service, ingestion } = await ingest(2 + minutes, args);
  expect(ingestion.outcomes.failures).toEqual([]);
  const stored = service.storedWithin(2 * minute, (2 + minutes) * minute);
  expect(stored / (minutes * perMinute)).toBeGreaterThanOrEqual(0.95);
});

/** What is allowed changes after four minutes. */
const change = (before: number, after: number) => (now: number) => (now < 4 * minute ? before : after);

test.each<Case>([
  ["60 to 600 requests", 600 * maxBatch, { latencyMs: 200, requests: tokenBucket(change(60, 600), 5) }],
  ["600 to 60 requests", 60 * maxBatch, { latencyMs: 200, requests: tokenBucket(change(600, 60), 5) }],
  [
    "6 to 60 requests",
    60 * maxBatch,
    { latencyMs: 200, requests: tokenBucket(change(6, 60), 2), retryAfterMs: () => 5_000 },
  ],
  [
    "60 to 6 requests",
    6 * maxBatch,
    { latencyMs: 200, requests: tokenBucket(change(60, 6), 2), retryAfterMs: () => 5_000 },
  ],
  ["120 to 90 requests each minute", 90 * maxBatch, { latencyMs: 200, requests: eachMinute(change(120, 90)) }],
  [
    "600 to 6000 texts",
    6_000,
    { latencyMs: 500, texts: tokenBucket(change(600, 6_000), 600), retryAfterMs: () => 5_000 },
  ],
  [
    "6000 to 600 texts",
    600,
    { latencyMs: 500, texts: tokenBucket(change(6_000, 600), 600), retryAfterMs: () => 5_000 },
  ],
])("reaches it again where it changes from %s a minute", async (_name, perMinute, args) => {
  const minutes = measuredMinutes(perMinute);
  const { service, ingestion } = await ingest(6 + minutes, args);
  expect(ingestion.outcomes.failures).toEqual([]);
  const stored = service.storedWithin(6 * minute, (6 + minutes) * minute);
  expect(stored / (minutes * perMinute)).toBeGreaterThanOrEqual(0.95);
});

describe("60 batches of passages, for a service that takes one a second", () => {
  const secondsFor = async (args: Omit<SimulatedServiceArgs, "clock">) => {
    const requests = tokenBucket(() => 60, 1);
    const count = 60 * maxBatch;
    const { service, ingestion, endedAt } = await ingest(60, { requests, ...args }, { count });
    expect([service.stored.size, service.doubles, ingestion.outcomes.failures]).toEqual([count, [], []]);
    return endedAt / 1_000;
  };

  test.each<[name: string, args: Omit<SimulatedServiceArgs, "clock">]>([
    ["at once", { latencyMs: 2 }],
    ["soon", { latencyMs: 100 }],
    ["as long after as embedding takes", { latencyMs: 200 }],
    ["with when to come back", { latencyMs: 200, retryAfterMs: () => 1_000 }],
  ])("take it a minute, and 5 %% at most, where it answers %s", async (_name, args) => {
    expect(await secondsFor(args)).toBeLessThanOrEqual(63);
  });

  // What comes late leaves room unused, as long as nobody knows of it.
  test.each([150, 300, 600, 900])("take a quarter more at most where it answers after %d ms", async (latencyMs) => {
    expect(await secondsFor({ latencyMs })).toBeLessThanOrEqual(75);
  });
});
