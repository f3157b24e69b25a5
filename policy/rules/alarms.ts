import type { Resource } from "../resource";
import type { Rule } from "../rule";
import type { Stack } from "../stack";
import { types } from "../types";
import { read } from "../values";
import { invokesModel } from "./function-routes";

/** What an alarm watches. */
interface Watched {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimension: string;
}

const lambdaMetric = (metricName: string) => ({ namespace: "AWS/Lambda", metricName, dimension: "FunctionName" });

/** Whether no alarm on the metric watches the resource, of those that are `good`, where each of `all` needs one. */
function lacksAlarm(
  resource: Resource,
  stack: Stack,
  { namespace, metricName, dimension }: Watched,
  { good = () => true, all }: { readonly good?: (alarm: Resource) => boolean; readonly all?: Resource[] } = {},
): boolean {
  const alarms = stack
    .ofType(types.alarm)
    .filter(({ props }) => props["namespace"] === namespace && props["metricName"] === metricName)
    .filter(good);
  return stack.lacks(resource, alarms, ({ props }) => read(props, `dimensions.${dimension}`), all);
}

/** A metric of the functions' own. */
const modelThrottles = { namespace: "EmbeddingsService", metricName: "ModelThrottles", dimension: "FunctionName" };

const everyFunction = (id: string, what: string, why: string, metricName: string): Rule => ({
  id,
  name: `Alarms tell of ${what}`,
  description: `Each function has an alarm on ${metricName}: ${why}`,
  stack: {
    types: [types.lambda],
    problem: (lambda, stack) =>
      lacksAlarm(lambda, stack, lambdaMetric(metricName)) ? `has no alarm on ${metricName}: add one` : undefined,
  },
});

/** That somebody hears of what goes wrong. */
export const alarms: readonly Rule[] = [
  everyFunction(
    "alarm-errors",
    "functions that fail",
    "a crash or a timeout answers nothing that tells why.",
    "Errors",
  ),
  everyFunction(
    "alarm-throttles",
    "functions without concurrency",
    "requests are refused, and nothing is logged.",
    "Throttles",
  ),
  {
    id: "alarm-duration",
    name: "Alarms tell of functions that come close to their timeout",
    description:
      "Each function has an alarm on the 99th percentile of Duration, below the timeout, which is else too late.",
    stack: {
      types: [types.lambda],
      problem: (lambda, stack) => {
        const timeoutMs = Number(lambda.props["timeout"]) * 1000;
        const early = ({ props }: Resource) =>
          props["extendedStatistic"] === "p99" && Number(props["threshold"]) < timeoutMs;
        return lacksAlarm(lambda, stack, lambdaMetric("Duration"), { good: early })
          ? `has no alarm on the p99 of Duration below its ${timeoutMs} ms: add one`
          : undefined;
      },
    },
  },
  {
    id: "alarm-5xx",
    name: "Alarms tell of an API that fails",
    description: "Each API has an alarm on 5xx, which also counts what no function saw.",
    stack: {
      types: [types.api],
      problem: (api, stack) =>
        lacksAlarm(api, stack, { namespace: "AWS/ApiGateway", metricName: "5xx", dimension: "ApiId" })
          ? "has no alarm on 5xx: add one"
          : undefined,
    },
  },
  {
    id: "alarm-model-throttles",
    name: "Alarms tell of a model that refuses",
    description:
      "Each function that calls the model has an alarm on its ModelThrottles: the quota is the account's, and retries hide " +
      "for a while that it is used up.",
    stack: {
      types: [types.lambda],
      problem: (lambda, stack) => {
        const all = stack.ofType(types.lambda).filter((other) => invokesModel(other, stack));
        return all.includes(lambda) && lacksAlarm(lambda, stack, modelThrottles, { all })
          ? "has no alarm on ModelThrottles: add one"
          : undefined;
      },
    },
  },
];
