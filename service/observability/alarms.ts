import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ServiceMetric } from "../../functions/http/metrics";
import { metricNames } from "./metric-names";

/** How long the events are counted or the durations ranked for one value, in seconds. */
const periodSeconds = 300;
/** Which part of a timeout the slowest requests may take. */
const durationPart = 0.8;
/** ACM renews by itself what it can, and long before: https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html */
const daysToExpiry = 21;

/** A function to watch. */
export interface WatchedFunction {
  /** Its route's name. */
  readonly name: string;
  readonly functionName: pulumi.Input<string>;
  readonly timeoutSeconds: number;
  /**
   * Whether it calls rerankers.
   * @default false
   */
  readonly reranks?: boolean | undefined;
}

/** A sweep of expired embeddings to watch. */
export interface WatchedSweep {
  readonly functionName: pulumi.Input<string>;
  /** The queue of the runs that failed. */
  readonly queueName: pulumi.Input<string>;
}

/** Arguments of {@link Alarms}. */
export interface AlarmsArgs {
  /** The service's name in its metrics, and the start of the physical names. */
  readonly serviceName: string;
  /** Those that answer requests. */
  readonly functions: readonly WatchedFunction[];
  /** @default none */
  readonly sweep?: WatchedSweep | undefined;
  readonly apiId: pulumi.Input<string>;
  readonly hasIndex: boolean;
  /** Whether a search may be ordered again by a reranker. */
  readonly reranks: boolean;
  /**
   * The certificate of the API's domain name.
   * @default none
   */
  readonly certificateArn?: string | undefined;
  /** Whether the service is watched as a whole, or each function too: an alarm costs as much while nobody calls. */
  readonly alarms: "service" | "function";
  /**
   * The SNS topic to notify when an alarm goes off, and when it is over.
   * @default none
   */
  readonly topicArn?: pulumi.Input<string> | undefined;
}

/** What an alarm watches, beside whom. */
type Metric = Pick<
  aws.cloudwatch.MetricAlarmArgs,
  | "namespace"
  | "metricName"
  | "statistic"
  | "extendedStatistic"
  | "threshold"
  | "evaluationPeriods"
  | "alarmDescription"
> &
  Partial<Pick<aws.cloudwatch.MetricAlarmArgs, "period" | "comparisonOperator" | "treatMissingData">>;

/** The alarms of a service as a whole and, on request, of each of its functions. */
export class Alarms extends pulumi.ComponentResource {
  readonly alarmArns: pulumi.Output<string[]>;

  constructor(name: string, args: AlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("embeddings:service:Alarms", name, {}, opts);
    const { serviceName, functions, sweep, apiId, certificateArn } = args;
    const actions = args.topicArn ? [args.topicArn] : [];
    const alarms = (metrics: Record<string, Metric>, dimensions: Record<string, pulumi.Input<string>>) =>
      Object.entries(metrics).map(
        ([key, metric]) =>
          new aws.cloudwatch.MetricAlarm(
            `${name}-${key}`,
            {
              name: `${serviceName}-${key}`,
              dimensions,
              period: periodSeconds,
              comparisonOperator: "GreaterThanOrEqualToThreshold",
              treatMissingData: "notBreaching",
              ...metric,
              alarmActions: actions,
              okActions: actions,
            },
            { parent: this },
          ).arn,
      );

    const longestTimeoutSeconds = Math.max(...functions.map(({ timeoutSeconds }) => timeoutSeconds));
    this.alarmArns = pulumi.all([
      ...alarms(apiMetrics(longestTimeoutSeconds), { ApiId: apiId }),
      ...alarms(watchedMetrics(args), { [metricNames.dimension]: serviceName }),
      ...(certificateArn ? alarms(certificateMetrics, { CertificateArn: certificateArn }) : []),
      ...(sweep ? alarms(sweepMetrics, { QueueName: sweep.queueName }) : []),
      ...(args.alarms === "function" ? functions : []).flatMap((watched) =>
        alarms(functionMetrics(watched), { FunctionName: watched.functionName }),
      ),
    ]);
    this.registerOutputs({ alarmArns: this.alarmArns });
  }
}

/**
 * What callers see: 5xx counts every answer of these statuses, a function's own and those of API Gateway where a function
 * crashed, ran out of time, memory or concurrency, or may not be called.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
 */
function apiMetrics(longestTimeoutSeconds: number): Record<string, Metric> {
  const failures = { namespace: "AWS/ApiGateway", metricName: "5xx", statistic: "Sum" };
  return {
    "api-5xx": {
      ...failures,
      threshold: 5,
      evaluationPeriods: 1,
      alarmDescription: "The API answered often that it failed: its access log and the functions' logs say why",
    },
    // An alarm has one threshold for one number of periods, and computing with a metric twice would cost as much as this.
    "api-5xx-lasting": {
      ...failures,
      threshold: 1,
      evaluationPeriods: 3,
      alarmDescription: "The API goes on answering that it failed: its access log and the functions' logs say why",
    },
    "api-latency": {
      namespace: "AWS/ApiGateway",
      metricName: "Latency",
      extendedStatistic: "p99",
      threshold: longestTimeoutSeconds * 1000 * durationPart,
      evaluationPeriods: 3,
      alarmDescription: `One of 100 requests comes close to the longest timeout of a function, ${longestTimeoutSeconds} s`,
    },
  };
}

/** What the API's answers do not tell: a cause, or failures inside of an answer that succeeds. */
function watchedMetrics({ hasIndex, reranks }: Pick<AlarmsArgs, "hasIndex" | "reranks">): Record<string, Metric> {
  const count = (metricName: ServiceMetric, threshold: number, alarmDescription: string): Metric => ({
    namespace: metricNames.namespace,
    metricName,
    statistic: "Sum",
    threshold,
    evaluationPeriods: 1,
    alarmDescription,
  });
  return {
    "model-throttles": count(
      "ModelThrottles",
      10,
      "Bedrock refuses calls: the account's quota for the model is used up",
    ),
    "storage-failures": count("StorageFailures", 5, "The bucket does not answer, or not the functions"),
    ...(hasIndex
      ? { "index-failures": count("IndexFailures", 5, "The vector index does not answer, or not the functions") }
      : {}),
    ...(reranks
      ? {
          "rerank-fallbacks": count(
            "RerankFallbacks",
            5,
            "Searches are answered without the reranker that they ask for: it is busy, or does not answer",
          ),
        }
      : {}),
    "item-failures": count("ItemFailures", 5, "Items of batches fail: the batch's log line has their codes"),
  };
}

/** https://docs.aws.amazon.com/acm/latest/userguide/cloudwatch-metrics.html */
const certificateMetrics: Record<string, Metric> = {
  "certificate-expiry": {
    namespace: "AWS/CertificateManager",
    metricName: "DaysToExpiry",
    statistic: "Minimum",
    threshold: daysToExpiry,
    comparisonOperator: "LessThanOrEqualToThreshold",
    // Written twice a day, and no longer once the certificate has expired.
    period: 86_400,
    treatMissingData: "ignore",
    evaluationPeriods: 1,
    alarmDescription: "The certificate of the API's domain name expires soon, and was not renewed",
  },
};

/**
 * The runs that Lambda has given up, and those that the schedule could not start, all of which are in one queue: until it is
 * emptied. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
const sweepMetrics: Record<string, Metric> = {
  "sweep-failures": {
    namespace: "AWS/SQS",
    metricName: "ApproximateNumberOfMessagesVisible",
    statistic: "Maximum",
    threshold: 1,
    evaluationPeriods: 1,
    alarmDescription: "Expired embeddings were not deleted: a run of the sweep failed three times, or was not started",
  },
};

/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
function functionMetrics({ name, timeoutSeconds }: WatchedFunction): Record<string, Metric> {
  const lambda = { namespace: "AWS/Lambda", evaluationPeriods: 1 };
  return {
    [`${name}-errors`]: {
      ...lambda,
      metricName: "Errors",
      statistic: "Sum",
      threshold: 1,
      alarmDescription: `${name} failed instead of answering: it crashed, or ran out of time or memory`,
    },
    [`${name}-duration`]: {
      ...lambda,
      metricName: "Duration",
      extendedStatistic: "p99",
      threshold: timeoutSeconds * 1000 * durationPart,
      evaluationPeriods: 3,
      alarmDescription: `${name} comes close to its timeout of ${timeoutSeconds} s in one of 100 requests`,
    },
    [`${name}-throttles`]: {
      ...lambda,
      metricName: "Throttles",
      statistic: "Sum",
      threshold: 1,
      alarmDescription: `${name} was refused instances: the account's, or its reserved, concurrency is used up`,
    },
  };
}
