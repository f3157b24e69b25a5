import { type ApiAnswer, NoAnswer } from "../../../tools/api/api-client";
import { Interrupted } from "../../../tools/command/interrupted";
import { Outage } from "../../../tools/ingest/outage";
import { waitForService } from "../../../tools/ingest/wait-for-service";
import { SimulatedClock } from "../../helpers/tools/simulated-clock";

const answer = (status: number, retryAfterMs?: number): ApiAnswer => ({
  url: new URL("http://localhost/embeddings"),
  status,
  body: {},
  reason: String(status),
  retryAfterMs,
});

/** Asks a service that answers as the test says, by the time in milliseconds. */
async function ask(
  answers: (now: number) => ApiAnswer | NoAnswer,
  { outage = new Outage(), signal = new AbortController().signal } = {},
) {
  const clock = new SimulatedClock();
  const said: string[] = [];
  let asked = 0;
  const send = async () => {
    asked += 1;
    const given = answers(clock.now());
    if (given instanceof NoAnswer) throw given;
    return given;
  };
  const say = (note: string) => void said.push(note);
  const waiting = waitForService({ send }, { method: "GET", path: "/" }, { outage, say, signal, clock });
  const result: unknown = await clock.until(waiting).catch((error: unknown) => error);
  return { result, said, asked, endedAt: clock.now(), outage };
}
const away = new NoAnswer("no connection");

test("is answered at once, after which the service is known", async () => {
  const { result, said, asked, outage } = await ask(() => answer(200));
  expect([result, said, asked, outage.hasAnswered]).toEqual([answer(200), [], 1, true]);
});

test.each([
  ["no connection", away, 8_000],
  ["502", answer(502), 8_000],
  ["503 until it has started", answer(503, 1_000), 60_000],
  ["429", answer(429, 2_000), 300_000],
])("waits for a service that answers with %s, and says so once", async (_name, given, until) => {
  const { result, said, endedAt, asked } = await ask((now) => (now < until ? given : answer(200)));
  expect(result).toEqual(answer(200));
  expect(said).toHaveLength(1);
  expect(endedAt).toBeLessThan(until + 5_001);
  expect(asked).toBeLessThan(200);
});

test("gives up soon where no service is, and later where one was", async () => {
  const never = await ask(() => away);
  expect(never.result).toMatchObject({ name: "CommandError", message: expect.stringContaining("Gave up after 10 s") });
  const outage = new Outage();
  outage.end();
  expect(await ask((now) => (now < 100_000 ? answer(404) : answer(200)), { outage })).toMatchObject({
    result: answer(200),
  });
  const gone = await ask(() => away, { outage });
  expect(gone.result).toMatchObject({ message: expect.stringContaining("Gave up after 2 min 0 s") });
});

test.each([404, 401, 403, 400, 301])("throws at once where the answer is %d at the very start", async (status) => {
  const { result, endedAt, asked } = await ask(() => answer(status));
  expect(result).toMatchObject({ name: "CommandError", message: expect.stringContaining(`answered ${status}`) });
  expect([endedAt, asked]).toEqual([0, 1]);
});

test("waits no longer when it is interrupted", async () => {
  const interrupt = new AbortController();
  const { result, asked } = await ask(
    () => {
      setImmediate(() => interrupt.abort());
      return away;
    },
    { signal: interrupt.signal },
  );
  expect(result).toBeInstanceOf(Interrupted);
  expect(asked).toBeLessThanOrEqual(2);
});
