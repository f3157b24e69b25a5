import { Writable } from "node:stream";
import { Progress } from "../../../tools/command/progress";

/** A stream that keeps what it is given, and a clock that the test moves. */
function setUp({ isTTY, signal }: { readonly isTTY: boolean; readonly signal?: AbortSignal }) {
  const written: string[] = [];
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      written.push(String(chunk));
      done();
    },
  });
  const clock = { ms: 0 };
  const progress = new Progress({
    total: 1_200,
    unit: "passage",
    ...(signal ? { signal } : {}),
    stream: Object.assign(stream, { isTTY, columns: 120, cursorTo: () => true, clearLine: () => true }),
    now: () => clock.ms,
  });
  return { progress, clock, text: () => written.join("") };
}

describe("where there is no terminal", () => {
  test("writes a line now and then, with rate and time left", () => {
    const { progress, clock, text } = setUp({ isTTY: false });
    for (const ms of [1_000, 4_999, 5_000, 9_000, 10_000]) {
      clock.ms = ms;
      progress.advance(100);
    }
    progress.stop();
    expect(text()).toBe(
      "300 of 1,200 passages, 60 a second, 15 s left\n500 of 1,200 passages, 50 a second, 14 s left\n",
    );
  });

  test("leaves what was skipped out of the rate", () => {
    const { progress, clock, text } = setUp({ isTTY: false });
    progress.advance(1_000, { skipped: true });
    clock.ms = 20_000;
    progress.advance(100);
    expect(text()).toBe("1,100 of 1,200 passages, 5.0 a second, 20 s left\n");
  });

  test("says at once what keeps it from going on, and once only, until it goes on", () => {
    const { progress, clock, text } = setUp({ isTTY: false });
    progress.status("503, trying again");
    progress.status("503, trying again");
    clock.ms = 10_000;
    progress.advance(100);
    expect(text()).toBe(
      "0 of 1,200 passages, 0.0 a second; 503, trying again\n100 of 1,200 passages, 10 a second, 1 min 50 s left\n",
    );
  });
});

test("says what the rate is held back by, unless something keeps it from going on", () => {
  const { progress, clock, text } = setUp({ isTTY: false });
  progress.heldBackBy("as fast as the service takes it");
  expect(text()).toBe("");
  clock.ms = 5_000;
  progress.advance(100);
  progress.status("503, trying again");
  clock.ms = 10_000;
  progress.heldBackBy("");
  progress.advance(100);
  expect(text().split("\n")).toEqual([
    "100 of 1,200 passages, 20 a second, 55 s left; as fast as the service takes it",
    "100 of 1,200 passages, 20 a second, 55 s left; 503, trying again",
    "200 of 1,200 passages, 20 a second, 50 s left",
    "",
  ]);
});

test("says that it stops when the signal says so, while it goes on", () => {
  const interrupt = new AbortController();
  const { text } = setUp({ isTTY: false, signal: interrupt.signal });
  interrupt.abort();
  expect(text()).toBe("0 of 1,200 passages, 0.0 a second; stopping after the requests under way\n");
  const later = new AbortController();
  const ended = setUp({ isTTY: false, signal: later.signal });
  ended.progress.stop();
  later.abort();
  expect(ended.text()).toBe("");
});

test("draws a bar on a terminal", () => {
  const { progress, clock, text } = setUp({ isTTY: true });
  clock.ms = 10_000;
  progress.advance(600);
  progress.stop();
  expect(text()).toContain("░".repeat(25));
  expect(text()).toMatch(/█{12,13}░{12,13} 50% 600 of 1,200 passages, 60 a second, 10 s left/);
});
