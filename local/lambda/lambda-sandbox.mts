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

/** What comes of an invocation. */
export interface InvocationOutcome {
  /** JSON text, as Lambda's runtime sends it; undefined where the function threw. */
  readonly result?: string;
  readonly error?: unknown;
}

const require = createRequire(import.meta.url);
const port = parentPort;
if (!port) throw new Error("A sandbox is a worker thread");

// An invocation that waits for nothing that comes is still under way.
setInterval(() => {}, 2 ** 30);

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
    return { result: await invoke(invocation) };
  } catch (error) {
    return { error };
  }
}

/** Loads the archive on the first invocation, then calls its handler. */
async function invoke({ file, handlerName, event, context, deadlineMs }: Invocation): Promise<string> {
  const handler = require(file)[handlerName];
  const result = await handler(event, {
    ...context,
    getRemainingTimeInMillis: () => Math.max(0, deadlineMs - Date.now()),
  });
  return JSON.stringify(result) ?? "null";
}
