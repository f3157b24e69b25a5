import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Sandboxes } from "../../../local/lambda/sandboxes";
import { temporaryDirectory } from "../../helpers/temporary-directory";

const directory = temporaryDirectory();
const file = join(directory, "index.js");
writeFileSync(
  file,
  `const { threadId } = require("node:worker_threads");
  exports.handler = async ({ waitFor }) => {
    if (waitFor) while (!require("node:fs").existsSync(waitFor)) await new Promise((done) => setTimeout(done, 1));
    return threadId;
  }`,
);

const owner = () => ({ environment: {}, memorySizeMb: 64 });
const owners: ReturnType<typeof owner>[] = [];
const newOwner = () => {
  const made = owner();
  owners.push(made);
  return made;
};
let sandboxes: Sandboxes;
let now = 0;
beforeEach(() => {
  sandboxes = new Sandboxes({ max: 2, now: () => now });
});
afterEach(() => Promise.all(owners.splice(0).map((made) => sandboxes.end(made))));

const context = { awsRequestId: "", functionName: "", invokedFunctionArn: "", memoryLimitInMB: "" };
const run = async (of: ReturnType<typeof owner>, event = {}, signal = new AbortController().signal) => {
  const invocation = { file, handlerName: "handler", event, context, deadlineMs: 0 };
  return JSON.parse((await sandboxes.run(of, invocation, signal)).result) as number;
};

test("runs an invocation in a sandbox of its function that is idle", async () => {
  const [a, b] = [newOwner(), newOwner()];
  const first = await run(a);
  const other = await run(b);
  expect(other).not.toBe(first);
  expect([await run(a), await run(b), await run(a)]).toEqual([first, other, first]);
});

test("prefers the sandbox that was used last", async () => {
  const a = newOwner();
  const released = join(directory, "released-both");
  const both = [run(a, { waitFor: released }), run(a, { waitFor: released })];
  writeFileSync(released, "");
  expect(new Set(await Promise.all(both)).size).toBe(2);
  const last = await run(a);
  expect([await run(a), await run(a)]).toEqual([last, last]);
});

test("ends the sandbox that has been idle longest where another function needs one", async () => {
  const [a, b, c] = [newOwner(), newOwner(), newOwner()];
  const ofA = await run(a);
  const ofB = await run(b);
  const ofC = await run(c);
  expect([await run(b), await run(c)]).toEqual([ofB, ofC]);
  expect(await run(a)).not.toBe(ofA);
});

test("has invocations wait for a sandbox of their function, but one of a function that has none", async () => {
  const [a, b] = [newOwner(), newOwner()];
  const released = join(directory, "released");
  const running = [run(a, { waitFor: released }), run(a, { waitFor: released })];
  const waiting = [run(a), run(b), run(a)];
  writeFileSync(released, "");
  const threads = await Promise.all(running);
  const [first, ofB, last] = await Promise.all(waiting);
  expect(threads).toContain(first);
  expect(threads).toContain(last);
  expect(threads).not.toContain(ofB);
});

test("gives a function another one's sandbox only when that has not been used lately", async () => {
  const [a, b] = [newOwner(), newOwner()];
  const released = join(directory, "released-now");
  const ofA = await run(a);
  const running = run(b, { waitFor: released });
  now += 1_000;
  const waiting = run(b);
  expect(await run(a)).toBe(ofA);
  now += 1_001;
  const atOnce = await run(b);
  expect(atOnce).not.toBe(ofA);
  writeFileSync(released, "");
  expect([await running, atOnce]).toContain(await waiting);
});

test("fails an invocation that waits for a sandbox where its signal says so, and the next one starts", async () => {
  const a = newOwner();
  const released = join(directory, "released-later");
  const running = [run(a, { waitFor: released }), run(a, { waitFor: released })];
  const timeout = new AbortController();
  const given = run(a, {}, timeout.signal);
  const next = run(a);
  timeout.abort(new Error("took too long"));
  await expect(given).rejects.toThrow("took too long");
  writeFileSync(released, "");
  expect(await Promise.all(running)).toContain(await next);
  const releasedLast = join(directory, "released-last");
  const one = run(a, { waitFor: releasedLast });
  expect(await run(a)).not.toBe(undefined);
  writeFileSync(releasedLast, "");
  await one;
});

test("has room again after a sandbox could not start", async () => {
  const broken = { ...owner(), environment: { A: Symbol("none") as unknown as string } };
  const settled = await Promise.allSettled([1, 2, 3, 4].map(() => run(broken)));
  expect(settled.map(({ status }) => status)).toEqual(Array(4).fill("rejected"));
  expect(await Promise.all([run(newOwner()), run(newOwner())])).toHaveLength(2);
});

test("lets what is under way finish where a function is renewed, and gives what comes another sandbox", async () => {
  const a = newOwner();
  const released = join(directory, "released-renewed");
  const idle = await run(a);
  sandboxes.renew(a);
  const after = await run(a);
  expect(after).not.toBe(idle);
  const running = run(a, { waitFor: released });
  sandboxes.renew(a);
  expect(await run(a)).not.toBe(after);
  writeFileSync(released, "");
  expect(await running).toBe(after);
  expect(await Promise.all([run(a), run(a), run(a)])).not.toContain(after);
});
