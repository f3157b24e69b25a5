import * as pulumi from "@pulumi/pulumi";

/**
 * Runs something without what Pulumi's runtime keeps of every promise and every resource for its own debugging and for the
 * CLI, such as stack traces: nothing here reads it, and to look up their frames in source maps takes most of a run. Errors
 * keep theirs.
 */
export async function leaveOutStackTraces<T>(run: () => Promise<T>): Promise<T> {
  const { debuggablePromise } = debuggable;
  const { callsites } = resource;
  debuggable.debuggablePromise = (promise) => promise;
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
