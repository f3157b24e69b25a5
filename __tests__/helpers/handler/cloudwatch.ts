import { ofType, type StackResult } from "../../../local/pulumi/registered-resource";

/** One value of a metric. */
export interface Sample {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly value: number;
}

/** The samples of a period. */
export type Period = readonly Sample[];

/** What CloudWatch evaluates of an alarm. */
interface AlarmInputs {
  readonly name: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic?: "Sum";
  readonly extendedStatistic?: "p99";
  readonly comparisonOperator: "GreaterThanOrEqualToThreshold";
  readonly threshold: number;
  readonly evaluationPeriods: number;
  readonly treatMissingData: "notBreaching";
}

/**
 * The registered alarms that have gone off after these periods, the last of which is the present one: those whose value
 * has reached the threshold in each of as many periods as they evaluate.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html#alarm-evaluation
 */
export function alarmsAfter(periods: readonly Period[], service: StackResult): string[] {
  return ofType(service, "aws:cloudwatch/metricAlarm:MetricAlarm")
    .map(({ inputs }) => inputs as unknown as AlarmInputs)
    .filter((alarm) => {
      const evaluated = periods.slice(-alarm.evaluationPeriods);
      return evaluated.length === alarm.evaluationPeriods && evaluated.every((period) => isBreaching(alarm, period));
    })
    .map(({ name }) => name)
    .sort();
}

function isBreaching(alarm: AlarmInputs, period: Period): boolean {
  const values = period
    .filter(({ namespace, metric }) => namespace === alarm.namespace && metric === alarm.metricName)
    .filter(({ dimensions }) => JSON.stringify(dimensions) === JSON.stringify(alarm.dimensions))
    .map(({ value }) => value)
    .sort((one, other) => one - other);
  if (values.length === 0) return false;
  const value =
    alarm.extendedStatistic === "p99"
      ? (values[Math.ceil(values.length * 0.99) - 1] ?? 0)
      : values.reduce((sum, each) => sum + each, 0);
  return value >= alarm.threshold;
}

/**
 * What API Gateway tells of an answered request.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
 */
export function apiSamples(apiId: string, { status, latencyMs }: { status: number; latencyMs: number }): Sample[] {
  const sample = (metric: string, value: number) => ({
    namespace: "AWS/ApiGateway",
    metric,
    dimensions: { ApiId: apiId },
    value,
  });
  return [sample("5xx", status >= 500 ? 1 : 0), sample("Latency", latencyMs)];
}

/**
 * The metrics in a line of log in the embedded metric format.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function embeddedSamples(line: Readonly<Record<string, unknown>>): Sample[] {
  const { CloudWatchMetrics = [] } = (line["_aws"] ?? {}) as {
    CloudWatchMetrics?: { Namespace: string; Dimensions: string[][]; Metrics: { Name: string }[] }[];
  };
  return CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
    Dimensions.flatMap((names) =>
      Metrics.map(({ Name }) => ({
        namespace: Namespace,
        metric: Name,
        dimensions: Object.fromEntries(names.map((name) => [name, String(line[name])])),
        value: Number(line[Name]),
      })),
    ),
  );
}
