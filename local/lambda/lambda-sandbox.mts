import { createRequire } from "node:module";
import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";

/** One invocation, as the sandbox is sent it. */
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

/** What a function returned. */
export interface FunctionAnswer {
  /** As JSON, as Lambda's runtime sends it. */
  readonly result: string;
  /** The line of log that it left of the request; undefined where it left none. */
  readonly log: string | undefined;
}

/** What comes of an invocation: an answer, or what was thrown. */
export type InvocationOutcome = { readonly answer: FunctionAnswer } | { readonly error: unknown };

const require = createRequire(import.meta.url);
const port = parentPort;
if (!port) throw new Error("A sandbox is a worker thread");

// An invocation that waits for nothing that comes is still under way.
setInterval(() => {}, 2 ** 30);

/** The beginning of the line that functions/http/request-log.ts writes of each request. */
const requestLogStart = /^\{"level":"\w+","message":"request",/;

/** The line that the function left of the request, in place of writing it. */
let requestLog: string | undefined;
const writeThrough = process.stdout.write.bind(process.stdout);
process.stdout.write = ((chunk: unknown, ...more: []) => {
  if (typeof chunk !== "string" || !requestLogStart.test(chunk)) return writeThrough(chunk as string, ...more);
  requestLog = chunk;
  return true;
}) as typeof process.stdout.write;

/** How many invocations were sent. */
const sent = workerData as Int32Array;
for (let done = 0; ; done++) {
  // Nothing of the function goes on until the next one comes.
  Atomics.wait(sent, 0, done);
  const { message } = receiveMessageOnPort(port) as { readonly message: Invocation };
  port.postMessage(await outcomeOf(message));
}

async function outcomeOf(invocation: Invocation): Promise<InvocationOutcome> {
  try {
    return { answer: await invoke(invocation) };
  } catch (error) {
    return { error };
  }
}

/** Loads the archive on the first invocation, then calls its handler. */
async function invoke({ file, handlerName, event, context, deadlineMs }: Invocation): Promise<FunctionAnswer> {
  requestLog = undefined;
  const handler = require(file)[handlerName];
  const result = await handler(event, {
    ...context,
    getRemainingTimeInMillis: () => Math.max(0, deadlineMs - Date.now()),
  });
  return { result: JSON.stringify(result) ?? "null", log: requestLog };
}
