import * as pulumi from "@pulumi/pulumi";

/**
 * Runs something without the stack traces that Pulumi's runtime keeps of every promise and every resource for its own
 * debugging and for the CLI: nothing here reads them, and to look up their frames in source maps takes most of a run.
 * Errors keep theirs.
 */
export async function leaveOutStackTraces<T>(run: () => Promise<T>): Promise<T> {
  const { debuggablePromise } = debuggable;
  const { callsites } = resource;
  debuggable.debuggablePromise = (...args) => withoutFrames(() => debuggablePromise(...args));
  resource.callsites = () => [];
  try {
    return await run();
  } finally {
    debuggable.debuggablePromise = debuggablePromise;
    resource.callsites = callsites;
  }
}

/** What Pulumi's runtime makes its promises by. */
const debuggable = require("@pulumi/pulumi/runtime/debuggable") as {
  debuggablePromise: (promise: Promise<unknown>, description: string) => Promise<unknown>;
};
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
