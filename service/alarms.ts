import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { metricNamespace } from "../functions/metrics";

/** How long the events are counted or the durations ranked for one value, in seconds. */
const periodSeconds = 300;
/** Which part of a function's timeout its slowest requests may take. */
const durationPart = 0.8;

/** A function to watch. */
export interface WatchedFunction {
  /** Its route's name. */
  readonly name: string;
  readonly functionName: pulumi.Input<string>;
  readonly timeoutSeconds: number;
  readonly invokesModel: boolean;
}

/** Arguments of {@link Alarms}. */
export interface AlarmsArgs {
  /** The start of the physical names. */
  readonly namePrefix: string;
  readonly functions: readonly WatchedFunction[];
  readonly apiId: pulumi.Input<string>;
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
>;

/** The alarms of a service: on each function, and on the API as a whole. */
export class Alarms extends pulumi.ComponentResource {
  readonly alarmArns: pulumi.Output<string[]>;

  constructor(name: string, args: AlarmsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("embeddings:service:Alarms", name, {}, opts);
    const actions = args.topicArn ? [args.topicArn] : [];
    const alarm = (key: string, dimensions: Record<string, pulumi.Input<string>>, metric: Metric) =>
      new aws.cloudwatch.MetricAlarm(
        `${name}-${key}`,
        {
          name: `${args.namePrefix}-${key}`,
          ...metric,
          dimensions,
          period: periodSeconds,
          comparisonOperator: "GreaterThanOrEqualToThreshold",
          treatMissingData: "notBreaching",
          alarmActions: actions,
          okActions: actions,
        },
        { parent: this },
      ).arn;

    const ofFunctions = args.functions.flatMap((watched) =>
      Object.entries(functionMetrics(watched)).map(([key, metric]) =>
        alarm(`${watched.name}-${key}`, { FunctionName: watched.functionName }, metric),
      ),
    );
    const ofApi = alarm("api-5xx", { ApiId: args.apiId }, api5xx);

    this.alarmArns = pulumi.all([...ofFunctions, ofApi]);
    this.registerOutputs({ alarmArns: this.alarmArns });
  }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
function functionMetrics({ name, timeoutSeconds, invokesModel }: WatchedFunction): Record<string, Metric> {
  const lambda = { namespace: "AWS/Lambda", evaluationPeriods: 1 };
  return {
    errors: {
      ...lambda,
      metricName: "Errors",
      statistic: "Sum",
      threshold: 1,
      alarmDescription: `${name} failed instead of answering: it crashed, or ran out of time or memory`,
    },
    duration: {
      ...lambda,
      metricName: "Duration",
      extendedStatistic: "p99",
      threshold: timeoutSeconds * 1000 * durationPart,
      evaluationPeriods: 3,
      alarmDescription: `${name} comes close to its timeout of ${timeoutSeconds} s in one of 100 requests`,
    },
    throttles: {
      ...lambda,
      metricName: "Throttles",
      statistic: "Sum",
      threshold: 1,
      alarmDescription: `${name} was refused instances: the account's, or its reserved, concurrency is used up`,
    },
    ...(invokesModel
      ? {
          "model-throttles": {
            namespace: metricNamespace,
            metricName: "ModelThrottles",
            statistic: "Sum",
            threshold: 10,
            evaluationPeriods: 1,
            alarmDescription: `Bedrock refused calls of ${name}: the account's quota for the model is used up`,
          },
        }
      : {}),
  };
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html */
const api5xx: Metric = {
  namespace: "AWS/ApiGateway",
  metricName: "5xx",
  statistic: "Sum",
  threshold: 5,
  evaluationPeriods: 1,
  alarmDescription: "The API answered that it failed: the functions' logs say why",
};
