import type { EventEmitter } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { FunctionError, LocalFunction, ThrottledError } from "../../../local/lambda/lambda-function";
import { temporaryDirectory } from "../../helpers/temporary-directory";

const code = `
exports.handler = async (event, context) => {
  switch (event.do) {
    case "throw": throw new Error("thrown on purpose");
    case "throw later": setTimeout(() => { throw new Error("thrown later"); }, 0); return new Promise(() => {});
    case "exit": process.exit(0);
    case "loop": for (;;);
    case "wait": return new Promise(() => {});
    case "fill memory": { const kept = []; for (;;) kept.push(new Array(100_000).fill(event)); }
    case "grow an array": { const kept = []; for (;;) kept.push(1.5); }
    case "fill memory as it waits": {
      const kept = [];
      for (;;) { kept.push({ kept: [event] }); if (kept.length % 100_000 === 0) await new Promise(setImmediate); }
    }
    case "fill buffers": { const kept = []; for (;;) { kept.push(Buffer.alloc(2 ** 20, 1)); await new Promise(setImmediate); } }
    case "return too much": return "x".repeat(7 * 1024 * 1024);
    default: return {
      event,
      environment: { ...process.env },
      context: { ...context, remainingMs: context.getRemainingTimeInMillis() },
    };
  }
};`;

let lambda: LocalFunction;
const directory = temporaryDirectory();
const args = {
  name: "echo",
  arn: "arn:aws:lambda:us-east-1:000000000000:function:echo",
  files: { "__index.js": code },
  handler: "__index.handler",
  environment: { VECTOR_BUCKET_NAME: "vectors" },
  memorySizeMb: 64,
  timeoutSeconds: 2,
  directory: join(directory, "echo"),
};

beforeAll(() => {
  lambda = new LocalFunction(args);
});
afterAll(() => lambda.close());

test("runs the archive with the function's own environment and Lambda's context", async () => {
  expect(await lambda.invoke({ a: 1 })).toEqual({
    event: { a: 1 },
    environment: { VECTOR_BUCKET_NAME: "vectors" },
    context: {
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      functionName: "echo",
      invokedFunctionArn: "arn:aws:lambda:us-east-1:000000000000:function:echo",
      memoryLimitInMB: "64",
      remainingMs: expect.any(Number),
    },
  });
});

test("refuses an event that is larger than Lambda takes", async () => {
  await expect(lambda.invoke({ text: "x".repeat(6 * 1024 * 1024) })).rejects.toThrow(
    /event has 6291467 bytes, and Lambda allows 6291456/,
  );
});

test.each([
  ["throw", /echo failed: Error: thrown on purpose/],
  ["throw later", /echo failed: Error: thrown later/],
  ["exit", /echo failed: .*exit/],
  ["loop", /longer than its timeout of 2 s/],
  ["wait", /longer than its timeout of 2 s/],
  ["return too much", /its result has 7340034 bytes, and Lambda allows 6291456/],
])("fails one invocation that does %j, and no other", async (what, message) => {
  const others = Promise.all([lambda.invoke({ n: 1 }), lambda.invoke({ n: 2 })]);
  await expect(lambda.invoke({ do: what })).rejects.toThrow(message);
  expect(await others).toMatchObject([{ event: { n: 1 } }, { event: { n: 2 } }]);
  expect(await lambda.invoke({ n: 3 })).toMatchObject({ event: { n: 3 } });
});

test.each([
  "fill memory",
  // Of which V8 ends a process, not a worker alone.
  "grow an array",
  "fill memory as it waits",
  "fill buffers",
])("fails one invocation for its memory that does %j, and no other", async (what) => {
  const roomy = new LocalFunction({ ...args, timeoutSeconds: 120, directory: join(directory, "roomy") });
  const other = roomy.invoke({ n: 1 });
  await expect(roomy.invoke({ do: what })).rejects.toThrow(
    /^The function echo failed: it used more than its memory of 64 MB$/,
  );
  expect(await other).toMatchObject({ event: { n: 1 } });
  expect(await roomy.invoke({ n: 3 })).toMatchObject({ event: { n: 3 } });
  await roomy.close();
});

test("goes on where a sandbox fails whose invocation has failed already", async () => {
  // As one does that runs out of memory just while its timeout ends it, which is chance.
  const { sandboxes } = lambda as unknown as {
    readonly sandboxes: { readonly idle: ReadonlyMap<{ readonly worker: EventEmitter }, number> };
  };
  const [idle] = sandboxes.idle.keys();
  expect(idle?.worker.emit("error", new Error("Worker terminated due to reaching memory limit"))).toBe(true);
  expect(await lambda.invoke({ n: 1 })).toMatchObject({ event: { n: 1 } });
});

test("runs no more invocations at a time than its reserved concurrency, and queues none", async () => {
  const reserved = new LocalFunction({ ...args, reservedConcurrency: 2, directory: join(directory, "reserved") });
  const settled = await Promise.allSettled(["throw", "wait", "", ""].map((what) => reserved.invoke({ do: what })));
  const throttled = { status: "rejected", reason: expect.any(ThrottledError) };
  const failed = { status: "rejected", reason: expect.any(FunctionError) };
  expect(settled).toEqual([failed, failed, throttled, throttled]);

  // However the two ended, there is room again.
  expect(await Promise.all([reserved.invoke({ n: 1 }), reserved.invoke({ n: 2 })])).toHaveLength(2);
  await reserved.close();
});

test("runs other code from the next invocation on, and finishes what is under way with its own", async () => {
  const released = join(directory, "released");
  const waitsFor = (answer: string) => `
    const { existsSync } = require("node:fs");
    exports.handler = async ({ wait }) => {
      while (wait && !existsSync(${JSON.stringify(released)})) await new Promise((done) => setTimeout(done, 1));
      return "${answer}";
    };`;
  const files = { "__index.js": waitsFor("first") };
  const replaced = new LocalFunction({ ...args, files, timeoutSeconds: 20, directory: join(directory, "replaced") });
  expect(await replaced.invoke({})).toBe("first");
  const underWay = replaced.invoke({ wait: true });
  await new Promise(setImmediate);
  expect(replaced.replace(waitsFor("first"))).toBe(false);
  expect(replaced.replace(waitsFor("second"))).toBe(true);
  expect(await replaced.invoke({})).toBe("second");
  writeFileSync(released, "");
  expect(await underWay).toBe("first");
  expect(await Promise.all([replaced.invoke({}), replaced.invoke({})])).toEqual(["second", "second"]);
  const readsBeside = `
    const { readFileSync } = require("node:fs");
    exports.handler = async () => [...readFileSync(__dirname + "/table.br")];`;
  expect(replaced.replace(readsBeside, { "table.br": Uint8Array.of(0, 255, 128) })).toBe(true);
  expect(await replaced.invoke({})).toEqual([0, 255, 128]);
  await replaced.close();
});
