import { environmentVariable } from "./environment";
import type { ApiError } from "./errors";
import { metricNamespace } from "./metrics";
import { elapsedMs, type RequestContext, roundMs, type ServiceCalls } from "./request-context";

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
  const { requestId, modelCalls, storageCalls, indexCalls, itemErrors } = context;
  const latencyMs = elapsedMs(context);
  const failures = [...(error ? [error] : []), ...itemErrors];
  const serverError = failures.find((failure) => failure.status >= 500);
  const callsModel = modelCalls.attempts > 0;
  const line = {
    level: serverError ? "error" : "info",
    message: "request",
    request_id: requestId,
    route,
    status,
    code: error?.code,
    latency_ms: latencyMs,
    model: callsModel
      ? {
          latency_ms: latencyOf(modelCalls),
          attempts: modelCalls.attempts,
          throttles: modelCalls.throttles,
          input_tokens: modelCalls.inputTokens,
        }
      : undefined,
    storage: describeCalls(storageCalls),
    index: describeCalls(indexCalls),
    item_codes: itemErrors.length > 0 ? countCodes(itemErrors) : undefined,
    cause: describeCause(serverError?.cause),
    _aws: {
      Timestamp: Date.now(),
      CloudWatchMetrics: [
        {
          Namespace: metricNamespace,
          Dimensions: [["FunctionName"]],
          Metrics: callsModel ? [...requestMetrics, ...modelMetrics] : requestMetrics,
        },
      ],
    },
    FunctionName: environmentVariable("AWS_LAMBDA_FUNCTION_NAME"),
    Latency: latencyMs,
    ClientErrors: status >= 400 && status < 500 ? 1 : 0,
    ServerErrors: serverError ? 1 : 0,
    ModelLatency: callsModel ? latencyOf(modelCalls) : undefined,
    ModelThrottles: callsModel ? modelCalls.throttles : undefined,
    InputTokens: callsModel ? modelCalls.inputTokens : undefined,
  };
  // Not by console.log, in front of whose text Lambda writes fields of its own.
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** The metrics of each request, and of one that calls the model. */
const requestMetrics = [
  { Name: "Latency", Unit: "Milliseconds" },
  { Name: "ClientErrors", Unit: "Count" },
  { Name: "ServerErrors", Unit: "Count" },
];
const modelMetrics = [
  { Name: "ModelLatency", Unit: "Milliseconds" },
  { Name: "ModelThrottles", Unit: "Count" },
  { Name: "InputTokens", Unit: "Count" },
];

/** The calls of a service; undefined where there were none. */
function describeCalls(calls: ServiceCalls) {
  return calls.attempts > 0 ? { latency_ms: latencyOf(calls), attempts: calls.attempts } : undefined;
}

/** The mean time of a call, its repetitions included, in milliseconds. */
function latencyOf({ durationMs, calls }: ServiceCalls): number {
  return roundMs(durationMs / calls);
}

/** How many errors have each code. */
function countCodes(errors: readonly ApiError[]): Record<string, number> {
  const byCode = Object.groupBy(errors, ({ code }) => code);
  return Object.fromEntries(Object.entries(byCode).map(([code, { length }]) => [code, length]));
}

/** An error without the message, which may quote the request and its signature, where it is one of AWS. */
function describeCause(cause: unknown) {
  if (!(cause instanceof Error)) return undefined;
  const { name, message, stack = "", $metadata, $response } = cause as Partial<ServiceException> & Error;
  const frames = stack.split("\n").filter((line) => /^\s+at /.test(line));
  return $metadata || $response
    ? { name, status: $metadata?.httpStatusCode, aws_request_id: $metadata?.requestId, stack: frames.join("\n") }
    : { name, message, stack: frames.join("\n") };
}

/** What the SDK's errors have beside those of JavaScript. */
interface ServiceException {
  readonly $metadata: { readonly httpStatusCode?: number; readonly requestId?: string };
  readonly $response: unknown;
}
