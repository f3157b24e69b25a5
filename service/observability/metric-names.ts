import type { metricDimension, metricNamespace } from "../../functions/http/metrics";

/** By which names CloudWatch has the functions' metrics. No code of a function runs here: the compiler compares the names. */
export const metricNames = { namespace: "EmbeddingsService", dimension: "Service" } as const satisfies {
  readonly namespace: typeof metricNamespace;
  readonly dimension: typeof metricDimension;
};
