import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AwsScope } from "../common/aws-scope";
import { metricNamespace } from "../functions/metrics";

/** Arguments of {@link Dashboard}. */
export interface DashboardArgs {
  /** The dashboard's physical name. */
  readonly dashboardName: string;
  readonly region: pulumi.Input<string>;
  readonly apiId: pulumi.Input<string>;
  readonly functionNames: pulumi.Input<string>[];
  readonly modelFunctionNames: pulumi.Input<string>[];
  readonly alarmArns: pulumi.Input<string[]>;
}

/** One line of a graph: namespace, metric, then dimensions in pairs of name and value. */
type Line = readonly [namespace: string, metric: string, ...dimensions: string[]];

/** A CloudWatch dashboard of a service: its alarms, requests, functions and model. */
export class Dashboard extends pulumi.ComponentResource {
  constructor(name: string, args: DashboardArgs, opts?: pulumi.ComponentResourceOptions) {
    super("embeddings:service:Dashboard", name, {}, opts);
    const dashboardBody = pulumi.output(args).apply((known) => JSON.stringify({ widgets: widgets(known) }));
    new aws.cloudwatch.Dashboard(
      `${name}-dashboard`,
      { dashboardName: args.dashboardName, dashboardBody },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

/** Where AWS shows a dashboard to whoever is signed in. */
export function dashboardUrl({ partition, region }: AwsScope, dashboardName: string): string {
  const host = consoleHosts[partition] ?? consoleHosts["aws"];
  return `https://${region}.${host}/cloudwatch/home?region=${region}#dashboards/dashboard/${dashboardName}`;
}

const consoleHosts: Readonly<Record<string, string>> = {
  aws: "console.aws.amazon.com",
  "aws-cn": "console.amazonaws.cn",
  "aws-us-gov": "console.amazonaws-us-gov.com",
};

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
function widgets({ region, apiId, functionNames, modelFunctionNames, alarmArns }: pulumi.Unwrap<DashboardArgs>) {
  const graph = (title: string, stat: string, lines: readonly Line[]) => ({
    type: "metric",
    width: 8,
    height: 6,
    properties: { title, region, stat, period: 300, view: "timeSeries", metrics: lines },
  });
  const api = (metric: string): Line => ["AWS/ApiGateway", metric, "ApiId", apiId];
  const perFunction = (metric: string) =>
    functionNames.map((name): Line => ["AWS/Lambda", metric, "FunctionName", name]);
  const perModelFunction = (metric: string) =>
    modelFunctionNames.map((name): Line => [metricNamespace, metric, "FunctionName", name]);
  return [
    { type: "alarm", width: 24, height: 3, properties: { title: "Alarms", alarms: alarmArns } },
    graph("Requests and errors", "Sum", [api("Count"), api("4xx"), api("5xx")]),
    graph("Latency of the API, p99 (ms)", "p99", [api("Latency"), api("IntegrationLatency")]),
    graph("Invocations", "Sum", perFunction("Invocations")),
    graph("Failed invocations", "Sum", perFunction("Errors")),
    graph("Duration, p99 (ms)", "p99", perFunction("Duration")),
    graph("Refused for lack of concurrency", "Sum", perFunction("Throttles")),
    graph("Latency of the model (ms)", "Average", perModelFunction("ModelLatency")),
    graph("Refused by the model", "Sum", perModelFunction("ModelThrottles")),
    graph("Input tokens", "Sum", perModelFunction("InputTokens")),
  ];
}
