import { createRequire } from "node:module";

/** One invocation, as the pool hands it to the sandbox. */
export interface Invocation {
  /** The file of the function's archive that holds its handler. */
  readonly file: string;
  readonly handlerName: string;
  readonly event: unknown;
  readonly context: {
    readonly awsRequestId: string;
    readonly functionName: string;
    readonly invokedFunctionArn: string;
    readonly memoryLimitInMB: string;
  };
  /** When the function's timeout ends, in milliseconds since the epoch. */
  readonly deadlineMs: number;
}

const require = createRequire(import.meta.url);

/**
 * Runs in a worker thread: loads the archive on its first invocation, then calls its handler. Returns the result
 * as JSON text, as Lambda's runtime sends it.
 */
export default async function invoke(invocation: Invocation): Promise<string> {
  const { file, handlerName, event, context, deadlineMs } = invocation;
  const handler = require(file)[handlerName];
  const result = await handler(event, {
    ...context,
    getRemainingTimeInMillis: () => Math.max(0, deadlineMs - Date.now()),
  });
  return JSON.stringify(result) ?? "null";
}
