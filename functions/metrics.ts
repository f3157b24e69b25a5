/** Where CloudWatch keeps the functions' metrics. */
export const metricNamespace = "EmbeddingsService";

/** Their only dimension, the service's name: a metric is paid for by each combination of dimensions. */
export const metricDimension = "Service";

/** A metric that the functions write. All are counts. */
export type ServiceMetric =
  /** Calls of the model that it refused for want of quota, repeated ones included. */
  | "ModelThrottles"
  /** What failed in the vector index: requests, and items of a batch. */
  | "IndexFailures"
  /** What failed in the bucket: requests, and items of a batch. */
  | "StorageFailures"
  /** Items that failed by no fault of the caller in a batch, whose answer, 207, is no failure. */
  | "ItemFailures"
  /** Tokens that the model was given. */
  | "InputTokens";
