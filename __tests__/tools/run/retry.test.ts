import { Interrupted } from "../../../tools/command/interrupted";
import { Attempts, withRetries } from "../../../tools/run/retry";

const policy = { attempts: 3, firstPauseMs: 2, maxPauseMs: 8 };
const passing = new Error("passes");

/** Runs a task that fails so many times. */
async function run(failures: number, args: { error?: Error; signal?: AbortSignal; attempts?: number } = {}) {
  const { error = passing, signal = new AbortController().signal, attempts = 3 } = args;
  let calls = 0;
  const task = async () => {
    calls += 1;
    if (calls <= failures) throw error;
    return "done";
  };
  const isTransient = (thrown: unknown) => thrown === passing;
  const outcome = await withRetries(task, { policy: { ...policy, attempts }, isTransient, signal }).catch(
    (thrown: unknown) => thrown,
  );
  return { outcome, calls };
}

test("repeats what fails in passing, so often and no more", async () => {
  expect(await run(0)).toEqual({ outcome: "done", calls: 1 });
  expect(await run(2)).toEqual({ outcome: "done", calls: 3 });
  expect(await run(3)).toEqual({ outcome: passing, calls: 3 });
  expect(await run(1, { attempts: 1 })).toEqual({ outcome: passing, calls: 1 });
});

test("does not repeat what will fail again", async () => {
  const error = new Error("stays");
  expect(await run(1, { error })).toEqual({ outcome: error, calls: 1 });
});

test("does not wait where it is to end", async () => {
  expect(await run(1, { signal: AbortSignal.abort() })).toEqual({ outcome: new Interrupted(), calls: 1 });
  const error = new Error("stays");
  expect(await run(1, { error, signal: AbortSignal.abort() })).toEqual({ outcome: error, calls: 1 });
});

test("counts failures in a row: a success among them makes the next the first again", () => {
  const attempts = new Attempts(policy);
  const state = () => [attempts.isLast, Math.ceil(attempts.pauseMs / 2)];
  attempts.fail();
  expect(state()).toEqual([false, 1]);
  attempts.fail();
  expect(state()).toEqual([false, 2]);
  attempts.succeed();
  expect(attempts.pauseMs).toBe(0);
  for (let count = 0; count < 3; count++) attempts.fail();
  expect(attempts.isLast).toBe(true);
});
