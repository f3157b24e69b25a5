import { EventEmitter } from "node:events";
import { stopRequested } from "../../local/stop-requested";

class FakeProcess extends EventEmitter {
  readonly exit = jest.fn();
}

test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("resolves on %s", async (signal) => {
  const fake = new FakeProcess();
  const stopped = stopRequested(fake, () => 0);
  fake.emit(signal);
  await stopped;
  expect(fake.exit).not.toHaveBeenCalled();
});

test("takes the signal that npm sends once more for the same request", () => {
  const fake = new FakeProcess();
  let now = 0;
  stopRequested(fake, () => now);
  fake.emit("SIGINT");
  now = 300;
  fake.emit("SIGINT");
  expect(fake.exit).not.toHaveBeenCalled();
});

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const)("ends at once on another %s, with exit code %i", (signal, code) => {
  const fake = new FakeProcess();
  let now = 0;
  stopRequested(fake, () => now);
  fake.emit("SIGINT");
  now = 301;
  fake.emit(signal);
  expect(fake.exit).toHaveBeenCalledWith(code);
});
