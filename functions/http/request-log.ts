import type { EmbeddingError } from "../../embedding/errors";
import type { ServiceCalls } from "../aws/call-context";
import { environmentVariable } from "../settings/environment";
import { describeCause } from "./describe-cause";
import { statuses } from "./error-answer";
import { metricDimension, metricNamespace, type ServiceMetric } from "./metrics";
import { elapsedMs, type RequestContext, roundMs } from "./request-context";
import { firstNames } from "./request-part";

/** A request that has been answered. */
export interface AnsweredRequest {
  /** Method and path of the route, such as `GET /embeddings/{embedding_id}`. */
  readonly route: string;
  /**
   * Who sent it.
   * @default nobody asked
   */
  readonly caller?: string | undefined;
  readonly status: number;
  readonly error: EmbeddingError | undefined;
}

/**
 * Writes the one line of log that a request leaves: JSON that is at the same time a record of what it counts for the
 * service's metrics, in CloudWatch's embedded metric format. Of what the caller sent it has the start of a few names, and of
 * what the caller got nothing.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function logRequest({ route, caller, status, error }: AnsweredRequest, context: RequestContext): void {
  const { requestId, modelCalls, rerankCalls, storageCalls, indexCalls, itemErrors, rerankError } = context;
  const { unchanged, ignoredFields } = context;
  const latencyMs = elapsedMs(context);
  const failures = [...(error ? [error] : []), ...itemErrors, ...(rerankError ? [rerankError] : [])].filter(isOurs);
  const [serverError] = failures;
  const callsModel = modelCalls.attempts > 0;
  const line = {
    level: serverError ? "error" : "info",
    message: "request",
    request_id: requestId,
    route,
    caller,
    status,
    code: error?.code,
    latency_ms: latencyMs,
    model: callsModel
      ? {
          id: modelCalls.modelId,
          ...describeCalls(modelCalls),
          throttles: modelCalls.throttles,
          input_tokens: modelCalls.inputTokens,
        }
      : undefined,
    rerank:
      rerankCalls.attempts > 0 || rerankError
        ? {
            id: rerankCalls.modelId,
            ...describeCalls(rerankCalls),
            throttles: rerankCalls.throttles,
            fallback: rerankError?.code,
          }
        : undefined,
    storage: describeCalls(storageCalls),
    index: describeCalls(indexCalls),
    unchanged: unchanged > 0 ? unchanged : undefined,
    ignored_fields: ignoredFields.length > 0 ? firstNames(ignoredFields) : undefined,
    item_codes: itemErrors.length > 0 ? countCodes(itemErrors) : undefined,
    cause: describeCause(serverError?.cause),
    ...metricFields({
      ModelThrottles: modelCalls.throttles,
      IndexFailures: failures.filter(({ code }) => code.startsWith("index_")).length,
      StorageFailures: failures.filter(({ code }) => code.startsWith("storage_")).length,
      // Where all failed, 5xx has it.
      ItemFailures: status < 500 ? itemErrors.filter(isOurs).length : 0,
      RerankFallbacks: rerankError ? 1 : 0,
      InputTokens: modelCalls.inputTokens,
    }),
  };
  // Not by console.log, in front of whose text Lambda writes fields of its own.
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** Whether an error is none of the caller's. */
function isOurs({ code }: EmbeddingError): boolean {
  return statuses[code] >= 500;
}

/**
 * Metrics of the service as CloudWatch reads them out of a line. Those that are 0 are left out, for each is paid for by the
 * hours in which it is written: https://aws.amazon.com/cloudwatch/pricing/
 */
export function metricFields(counts: Partial<Readonly<Record<ServiceMetric, number>>>): object {
  const service = { [metricDimension]: environmentVariable("SERVICE_NAME") };
  const counted = Object.entries(counts).filter(([, count]) => count > 0);
  if (counted.length === 0) return service;
  const directive = {
    Namespace: metricNamespace,
    Dimensions: [[metricDimension]],
    Metrics: counted.map(([Name]) => ({ Name, Unit: "Count" })),
  };
  const _aws = { Timestamp: Date.now(), CloudWatchMetrics: [directive] };
  return { ...service, _aws, ...Object.fromEntries(counted) };
}

/** The calls of a service; undefined where there were none. */
export function describeCalls(calls: ServiceCalls) {
  return calls.attempts > 0
    ? { latency_ms: latencyOf(calls), calls: calls.calls, attempts: calls.attempts }
    : undefined;
}

/** The mean time of a call, its repetitions included, in milliseconds. */
function latencyOf({ durationMs, calls }: ServiceCalls): number {
  return roundMs(durationMs / calls);
}

/** How many errors have each code. */
export function countCodes(errors: readonly EmbeddingError[]): Record<string, number> {
  const byCode = Object.groupBy(errors, ({ code }) => code);
  return Object.fromEntries(Object.entries(byCode).map(([code, { length }]) => [code, length]));
}
