import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "../temporary-directory";
import { madeOnce } from "./made-once";

process.env["TEST_RUN_DIRECTORY"] = temporaryDirectory();

test("makes a folder once for all who ask, who wait until it is whole", async () => {
  let makers = 0;
  const ask = async () => {
    const directory = await madeOnce("shared", async (made) => {
      makers += 1;
      await new Promise(setImmediate);
      writeFileSync(join(made, "file"), "");
    });
    return existsSync(join(directory, "file"));
  };
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([true, true, true]);
  expect(await ask()).toBe(true);
  expect(makers).toBe(1);
});

test("fails for all where it cannot be made", async () => {
  const ask = () => madeOnce("failing", () => Promise.reject(new Error("no room")));
  for (const outcome of await Promise.allSettled([ask(), ask()])) {
    expect(outcome).toMatchObject({ reason: new Error("failing could not be made: Error: no room") });
  }
});
