import { LocalSchedules, type ScheduledRun } from "../../../local/schedules/local-schedules";

/** Functions whose runs end when the test says so. */
class Runs {
  readonly pending: { resolve(result: unknown): void; reject(error: Error): void }[] = [];
  started = 0;

  invoke(_event: unknown, takeLog: (line: string) => void = () => {}): Promise<unknown> {
    this.started += 1;
    takeLog(`line ${this.started}\n`);
    return new Promise((resolve, reject) => this.pending.push({ resolve, reject }));
  }
}

const everyMs = 86_400_000;
const told: ScheduledRun[] = [];
let schedules: LocalSchedules;
let runs: Runs;
beforeEach(() => {
  jest.useFakeTimers();
  told.length = 0;
  runs = new Runs();
  schedules = new LocalSchedules((run) => told.push(run));
  schedules.start([{ title: "sweep", lambda: runs, everyMs }]);
});
afterEach(() => {
  schedules.close();
  jest.useRealTimers();
});

const settle = async (end: (run: Runs["pending"][number]) => void) => {
  const run = runs.pending.shift();
  if (run) end(run);
  await jest.advanceTimersByTimeAsync(0);
};

test("runs at the start, and then once in every interval", async () => {
  expect(runs.started).toBe(1);
  await settle(({ resolve }) => resolve({ deleted: 1 }));
  expect(told).toMatchObject([{ title: "sweep", result: { deleted: 1 }, log: "line 1\n" }]);
  await jest.advanceTimersByTimeAsync(everyMs);
  expect(runs.started).toBe(2);
});

test("does not run a function that still runs", async () => {
  await jest.advanceTimersByTimeAsync(3 * everyMs);
  expect(runs.started).toBe(1);
  await settle(({ resolve }) => resolve({}));
  await jest.advanceTimersByTimeAsync(everyMs);
  expect(runs.started).toBe(2);
});

test("tells of a run that fails, and goes on", async () => {
  const error = new Error("failed");
  await settle(({ reject }) => reject(error));
  expect(told).toMatchObject([{ title: "sweep", error }]);
  await jest.advanceTimersByTimeAsync(everyMs);
  expect(runs.started).toBe(2);
});

test("runs nothing once it is closed, and tells of nothing that is ended then", async () => {
  schedules.close();
  await settle(({ reject }) => reject(new Error("ended")));
  await jest.advanceTimersByTimeAsync(2 * everyMs);
  expect([runs.started, told]).toEqual([1, []]);
});
