import type { Resource } from "../resource";
import type { Rule } from "../rule";
import type { Stack } from "../stack";
import { types } from "../types";
import { read } from "../values";
import { invokesModel } from "./function-routes";

/** How long an HTTP API waits for a function, in milliseconds: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const integrationTimeoutMs = 30_000;

/** The alarms on a metric of which also `good` holds. */
function alarmsOn(stack: Stack, namespace: string, metric: string, good = (_: Resource["props"]) => true): Resource[] {
  return stack
    .ofType(types.alarm)
    .filter(({ props }) => props["namespace"] === namespace && props["metricName"] === metric && good(props));
}

/** Whether an alarm goes off as soon as a metric has been at least `most` for so many periods. */
const reachedBy = (most: number, periods: number) => (props: Resource["props"]) =>
  Number(props["threshold"]) <= most &&
  Number(props["evaluationPeriods"]) <= periods &&
  props["statistic"] === "Sum" &&
  props["comparisonOperator"] === "GreaterThanOrEqualToThreshold";

/** That an API has an alarm on one of its metrics. */
const ofApi = (rule: {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly metric: string;
  readonly good: (alarm: Resource["props"]) => boolean;
  readonly problem: string;
}): Rule => ({
  ...rule,
  stack: {
    types: [types.api],
    problem: (api, stack) =>
      stack.lacks(api, alarmsOn(stack, "AWS/ApiGateway", rule.metric, rule.good), ({ props }) =>
        read(props, "dimensions.ApiId"),
      )
        ? rule.problem
        : undefined,
  },
});

/** That a metric which functions write for their service has an alarm. */
const ofService = (rule: {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly metric: string;
  /** Whether a function writes the metric. */
  readonly writes: (lambda: Resource, stack: Stack) => boolean;
}): Rule => ({
  ...rule,
  stack: {
    types: [types.lambda],
    problem: (lambda, stack) => {
      if (!rule.writes(lambda, stack)) return undefined;
      const service = setting(lambda, "SERVICE_NAME");
      if (!service) return "does not know the service that its metrics are of: set SERVICE_NAME";
      return alarmsOn(stack, "EmbeddingsService", rule.metric, reachedBy(10, 1)).some(
        ({ props }) => read(props, "dimensions.Service") === service,
      )
        ? undefined
        : `has no alarm on ${rule.metric} of ${service}: add one`;
    },
  },
});

/** What a function's environment has for a variable. */
const setting = (lambda: Resource, name: string) => read(lambda.props, `environment.variables.${name}`);

/** That somebody hears of what goes wrong: of the service as a whole, for each alarm costs while nobody calls. */
export const alarms: readonly Rule[] = [
  ofApi({
    id: "alarm-5xx",
    name: "Alarms tell of an API that fails often",
    description:
      "Each API has an alarm that 5 answers with 5xx in one period set off: what a function does not answer, because it " +
      "crashed or ran out of time, memory or concurrency, counts there too.",
    metric: "5xx",
    good: reachedBy(5, 1),
    problem: "has no alarm on 5 answers with 5xx in one period: add one",
  }),
  ofApi({
    id: "alarm-5xx-lasting",
    name: "Alarms tell of an API that goes on failing",
    description:
      "Each API has an alarm that one answer with 5xx in each of 3 periods sets off, for one that is called seldom never " +
      "has many.",
    metric: "5xx",
    good: reachedBy(1, 3),
    problem: "has no alarm on one answer with 5xx in each of 3 periods: add one",
  }),
  ofApi({
    id: "alarm-latency",
    name: "Alarms tell of an API that becomes slow",
    description:
      "Each API has an alarm on the 99th percentile of Latency, below the 30 s after which it gives up and it is too late.",
    metric: "Latency",
    good: (props) => props["extendedStatistic"] === "p99" && Number(props["threshold"]) < integrationTimeoutMs,
    problem: `has no alarm on the p99 of Latency below ${integrationTimeoutMs} ms: add one`,
  }),
  ofService({
    id: "alarm-model-throttles",
    name: "Alarms tell of a model that refuses",
    description:
      "A service whose functions call the model has an alarm on ModelThrottles: the quota is the account's, and retries " +
      "hide for a while that it is used up.",
    metric: "ModelThrottles",
    writes: invokesModel,
  }),
  ofService({
    id: "alarm-index-failures",
    name: "Alarms tell of a vector index that fails",
    description: "A service whose functions use an index has an alarm on IndexFailures, for a batch hides them.",
    metric: "IndexFailures",
    writes: (lambda) => setting(lambda, "VECTOR_INDEX_ARN") !== undefined,
  }),
  ofService({
    id: "alarm-storage-failures",
    name: "Alarms tell of a bucket that fails",
    description: "A service whose functions use a bucket has an alarm on StorageFailures, for a batch hides them.",
    metric: "StorageFailures",
    writes: (lambda) => setting(lambda, "VECTOR_BUCKET_NAME") !== undefined,
  }),
  ofService({
    id: "alarm-item-failures",
    name: "Alarms tell of batches that fail",
    description:
      "A service whose functions call the model has an alarm on ItemFailures: a batch is answered 207 whatever became of " +
      "its items, which 5xx does not count.",
    metric: "ItemFailures",
    writes: invokesModel,
  }),
  ofService({
    id: "alarm-rerank-fallbacks",
    name: "Alarms tell of a reranker that fails",
    description:
      "A service whose functions rerank has an alarm on RerankFallbacks, for a search without the reranker that it asks " +
      "for is answered 200.",
    metric: "RerankFallbacks",
    writes: (lambda) => setting(lambda, "RERANK_MODELS") !== undefined,
  }),
];
