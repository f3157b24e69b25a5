import * as pulumi from "@pulumi/pulumi";
import { leaveOutStackTraces } from "../../../local/pulumi/leave-out-stack-traces";

const debuggable = require("@pulumi/pulumi/runtime/debuggable");

/** What Pulumi's runtime keeps: the stack trace of a promise, and the frames of a resource's. */
async function kept() {
  const promise: Promise<void> & { _debugStackTrace?: string } = Promise.resolve();
  debuggable.debuggablePromise(promise, "a promise");
  const { callsites } = pulumi.Resource as unknown as { callsites: () => unknown[] };
  return { promise: String(promise._debugStackTrace).includes(" at "), resource: callsites().length > 0 };
}

test("keeps none while something runs, and then again", async () => {
  expect(await leaveOutStackTraces(kept)).toEqual({ promise: false, resource: false });
  expect(await kept()).toEqual({ promise: true, resource: true });
});

test("leaves errors theirs, and keeps stack traces again after one", async () => {
  const failing = leaveOutStackTraces(async () => {
    throw new Error("a failing program");
  });
  const { stack } = await failing.catch((error: Error) => error);
  expect(stack).toContain("leave-out-stack-traces.test.ts");
  expect(await kept()).toEqual({ promise: true, resource: true });
});
