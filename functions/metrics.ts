/** Where CloudWatch keeps the functions' metrics, by function name. */
export const metricNamespace = "EmbeddingsService";
