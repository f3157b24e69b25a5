/** How often, and for how long, a service was called. */
export class ServiceCalls {
  /** HTTP requests, those that were repeated included. */
  attempts = 0;
  /** How many of them were answered 429. */
  throttles = 0;
  /** Calls, each with its repetitions. */
  calls = 0;
  /** The time of all calls, which may overlap, in milliseconds. */
  durationMs = 0;
}

/** Calls of a model. */
export interface ModelCalls extends ServiceCalls {
  /** The id of the model; undefined before the first call. */
  modelId: string | undefined;
  inputTokens: number;
}

/** What all calls share that are made for one purpose, such as a request. */
export interface CallContext {
  /** Names whoever calls. */
  readonly requestId: string;
  /** Aborts when there is no more time. */
  readonly signal: AbortSignal;
  /** What is left until then, in milliseconds. */
  readonly remainingTimeMs: () => number;
  /** Of embedding models. */
  readonly modelCalls: ModelCalls;
  readonly rerankCalls: ModelCalls;
  readonly storageCalls: ServiceCalls;
  readonly indexCalls: ServiceCalls;
}

/** The counters of a context with which nothing was called yet. */
export function newCalls(): Pick<CallContext, "modelCalls" | "rerankCalls" | "storageCalls" | "indexCalls"> {
  return {
    modelCalls: Object.assign(new ServiceCalls(), { modelId: undefined, inputTokens: 0 }),
    rerankCalls: Object.assign(new ServiceCalls(), { modelId: undefined, inputTokens: 0 }),
    storageCalls: new ServiceCalls(),
    indexCalls: new ServiceCalls(),
  };
}

/** Runs `call` with a context whose time is up so much earlier, to leave the rest for what comes after. */
export async function withEarlierDeadline<Context extends CallContext, Result>(
  context: Context,
  earlierMs: number,
  call: (context: Context) => Promise<Result>,
): Promise<Result> {
  const deadline = new AbortController();
  const remainingTimeMs = () => Math.max(0, context.remainingTimeMs() - earlierMs);
  const timer = setTimeout(() => deadline.abort(), remainingTimeMs());
  try {
    return await call({ ...context, signal: AbortSignal.any([context.signal, deadline.signal]), remainingTimeMs });
  } finally {
    clearTimeout(timer);
  }
}
