import { createRequire } from "node:module";
import { inspect } from "node:util";
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

/** What a function threw, described where it still has its class, its name and its causes, which no message keeps. */
export interface Thrown {
  /** In one line, unless its message has several. */
  readonly said: string;
  /** The same, where it was thrown, and below alike what caused it. */
  readonly stack: string;
}

/** What comes of an invocation: an answer, or what was thrown. */
export type InvocationOutcome = { readonly answer: FunctionAnswer } | { readonly thrown: Thrown };

/** How far causes of causes are followed, which may be a circle, and how many of several errors. */
const maxDepth = 4;
const maxErrors = 3;

// What only this process is to know of its environment.
delete process.env["NODE_COMPILE_CACHE"];

const require = createRequire(import.meta.url);
const port = parentPort;
if (!port) throw new Error("A sandbox is a worker thread");

// Ends the sandbox all the same.
process.on("uncaughtException", (error) => {
  throw describeThrown(error);
});

// An invocation that waits for nothing that comes is still under way.
setInterval(() => {}, 2 ** 30);

/**
 * The beginning of the line that functions/http/request-log.ts writes of each request, functions/authorize-key of one that it
 * refuses, and functions/sweep-expired of each run.
 */
const requestLogStart = /^\{"level":"\w+","message":"(?:request|key refused|sweep)",/;

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
    // Nobody takes it with what was thrown.
    if (requestLog !== undefined) writeThrough(requestLog);
    return { thrown: describeThrown(error) };
  }
}

function describeThrown(thrown: unknown): Thrown {
  try {
    if (thrown instanceof Error) return { said: sayError(thrown), stack: stackOf(thrown) };
    const said = `it threw ${show(thrown)}, which is no Error`;
    return { said, stack: said };
  } catch {
    const said = "it threw what cannot be described";
    return { said, stack: said };
  }
}

function sayError({ name, message, code }: NodeJS.ErrnoException): string {
  return [name, message || code].filter(Boolean).join(": ");
}

function stackOf(thrown: unknown, depth = 0): string {
  if (!(thrown instanceof Error)) return show(thrown);
  const frames = String(thrown.stack)
    .split("\n")
    .filter((line) => /^ +at /.test(line));
  const errors: unknown[] = thrown instanceof AggregateError ? thrown.errors.slice(0, maxErrors) : [];
  const causes = depth < maxDepth ? [...(thrown.cause === undefined ? [] : [thrown.cause]), ...errors] : [];
  return [sayError(thrown), ...frames, ...causes.map((cause) => `Caused by: ${stackOf(cause, depth + 1)}`)].join("\n");
}

/** In a line. */
function show(value: unknown): string {
  return inspect(value, { breakLength: Number.POSITIVE_INFINITY, compact: true, customInspect: false });
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
