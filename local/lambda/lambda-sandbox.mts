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

/** The beginning of the line that functions/http/request-log.ts writes of each request. */
const requestLogStart = /^\{"level":"\w+","message":"request",/;

/** The line that the function left of the request, in place of writing it. */
let requestLog = "\n";
const writeThrough = process.stdout.write.bind(process.stdout);
process.stdout.write = ((chunk: unknown, ...more: []) => {
  if (typeof chunk !== "string" || !requestLogStart.test(chunk)) return writeThrough(chunk as string, ...more);
  requestLog = chunk;
  return true;
}) as typeof process.stdout.write;

/**
 * Runs in a worker thread: loads the archive on its first invocation, then calls its handler. Returns two lines: the
 * one of log that the function left of the request, which may be empty, and the result as JSON, as Lambda's runtime
 * sends it.
 */
export default async function invoke(invocation: Invocation): Promise<string> {
  const { file, handlerName, event, context, deadlineMs } = invocation;
  requestLog = "\n";
  const handler = require(file)[handlerName];
  const result = await handler(event, {
    ...context,
    getRemainingTimeInMillis: () => Math.max(0, deadlineMs - Date.now()),
  });
  return requestLog + (JSON.stringify(result) ?? "null");
}
