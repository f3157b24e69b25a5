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

/** Runs in a worker thread: loads the archive on its first invocation, then calls its handler. */
export default async function invoke({ file, handlerName, event, context, deadlineMs }: Invocation): Promise<unknown> {
  const handler = require(file)[handlerName];
  return handler(event, { ...context, getRemainingTimeInMillis: () => Math.max(0, deadlineMs - Date.now()) });
}
