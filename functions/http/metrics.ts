/** Where CloudWatch keeps the functions' metrics. */
export const metricNamespace = "EmbeddingsService";

/** Their only dimension, the service's name: a metric is paid for by each combination of dimensions. */
export const metricDimension = "Service";

/** The metrics that the functions of routes write, all of which are counts. */
export const serviceMetrics = [
  /** Calls of the model that it refused for want of quota, repeated ones included. */
  "ModelThrottles",
  /** What failed in the vector index: requests, and items of a batch. */
  "IndexFailures",
  /** What failed in the bucket: requests, and items of a batch. */
  "StorageFailures",
  /** Items that failed by no fault of the caller in a batch, whose answer, 207, is no failure. */
  "ItemFailures",
  /** Searches that were answered without the reranker that they had asked for. */
  "RerankFallbacks",
  /** Tokens that the model was given. */
  "InputTokens",
] as const;

/** Those that the sweep of expired embeddings writes beside failures. */
export const sweepMetrics = [
  /** Expired embeddings that were deleted. */
  "SweptEmbeddings",
] as const;

/** One of {@link serviceMetrics} or {@link sweepMetrics}. */
export type ServiceMetric = (typeof serviceMetrics)[number] | (typeof sweepMetrics)[number];
