import { oneAtATime } from "../../clients/one-at-a-time";

test("runs what it is given in its order, the next only after the one before, failed or not", async () => {
  const alone = oneAtATime();
  const seen: string[] = [];
  const running = (name: string, outcome: () => string) =>
    alone(async () => {
      seen.push(`${name} begins`);
      await new Promise(setImmediate);
      seen.push(`${name} ends`);
      return outcome();
    });
  const fail = () => {
    throw new Error("one failed");
  };
  const results = await Promise.allSettled([running("one", fail), running("two", () => "done")]);
  expect(seen).toEqual(["one begins", "one ends", "two begins", "two ends"]);
  expect(results).toEqual([
    { status: "rejected", reason: new Error("one failed") },
    { status: "fulfilled", value: "done" },
  ]);
});
