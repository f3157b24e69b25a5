import * as pulumi from "@pulumi/pulumi";

import debuggable = require("@pulumi/pulumi/runtime/debuggable");

/**
 * Runs something without the stack traces that Pulumi's runtime keeps of every promise and every resource for its own
 * debugging and for the CLI: nothing here reads them, and to look up their frames in source maps takes most of a run.
 * Errors keep theirs.
 */
export async function leaveOutStackTraces<T>(run: () => Promise<T>): Promise<T> {
  const { debuggablePromise } = debuggable;
  const { callsites } = resource;
  Object.assign(debuggable, {
    debuggablePromise: (...args: Parameters<typeof debuggablePromise>) =>
      withoutFrames(() => debuggablePromise(...args)),
  });
  resource.callsites = () => [];
  try {
    return await run();
  } finally {
    Object.assign(debuggable, { debuggablePromise });
    resource.callsites = callsites;
  }
}

/** Where `Resource` looks up the stack that it is created by. */
const resource = pulumi.Resource as unknown as { callsites: () => object[] };

function withoutFrames<T>(create: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return create();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
