import { environmentVariable } from "./environment";
import type { ApiError } from "./errors";
import { elapsedMs, type RequestContext, roundMs, type ServiceCalls } from "./request-context";

/** Where CloudWatch keeps the functions' metrics, by function name. */
const metricNamespace = "EmbeddingsService";

/** A request that has been answered. */
export interface AnsweredRequest {
  /** Method and path of the route, such as `GET /embeddings/{embedding_id}`. */
  readonly route: string;
  readonly status: number;
  readonly error: ApiError | undefined;
}

/**
 * Writes the one line of log that a request leaves: JSON that is at the same time a record of metrics in CloudWatch's
 * embedded metric format. Never holds what the caller sent or got.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function logRequest({ route, status, error }: AnsweredRequest, context: RequestContext): void {
  const { requestId, modelCalls, storageCalls, itemErrors } = context;
  const latencyMs = elapsedMs(context);
  const metrics = {
    Latency: { unit: "Milliseconds", value: latencyMs },
    ClientErrors: { unit: "Count", value: status >= 400 && status < 500 ? 1 : 0 },
    ServerErrors: { unit: "Count", value: status >= 500 ? 1 : 0 },
    ...(modelCalls.attempts > 0
      ? {
          ModelLatency: { unit: "Milliseconds", value: roundMs(modelCalls.durationMs) },
          ModelThrottles: { unit: "Count", value: modelCalls.throttles },
          InputTokens: { unit: "Count", value: modelCalls.inputTokens },
        }
      : {}),
  };
  const line = {
    level: status >= 500 ? "error" : "info",
    message: "request",
    request_id: requestId,
    route,
    status,
    code: error?.code,
    latency_ms: latencyMs,
    model: modelCalls.attempts > 0 ? { ...summary(modelCalls), input_tokens: modelCalls.inputTokens } : undefined,
    storage: storageCalls.attempts > 0 ? summary(storageCalls) : undefined,
    item_codes: itemErrors.length > 0 ? countCodes(itemErrors) : undefined,
    cause: describeCause([error, ...itemErrors].find((failure) => failure && failure.status >= 500)?.cause),
    _aws: {
      Timestamp: Date.now(),
      CloudWatchMetrics: [
        {
          Namespace: metricNamespace,
          Dimensions: [["FunctionName"]],
          Metrics: Object.entries(metrics).map(([Name, { unit: Unit }]) => ({ Name, Unit })),
        },
      ],
    },
    FunctionName: environmentVariable("AWS_LAMBDA_FUNCTION_NAME"),
    ...Object.fromEntries(Object.entries(metrics).map(([name, { value }]) => [name, value])),
  };
  // Not by console.log, in front of whose text Lambda writes fields of its own.
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function summary({ attempts, throttles, durationMs }: ServiceCalls) {
  return { attempts, throttles, latency_ms: roundMs(durationMs) };
}

/** How many errors have each code. */
function countCodes(errors: readonly ApiError[]): Record<string, number> {
  const byCode = Object.groupBy(errors, ({ code }) => code);
  return Object.fromEntries(Object.entries(byCode).map(([code, { length }]) => [code, length]));
}

function describeCause(cause: unknown) {
  return cause instanceof Error ? { name: cause.name, message: cause.message, stack: cause.stack } : undefined;
}
