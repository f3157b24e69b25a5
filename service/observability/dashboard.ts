import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AwsScope } from "../../common/aws-scope";
import type { ServiceMetric } from "../../functions/http/metrics";
import { metricNames } from "./metric-names";

/** Arguments of {@link Dashboard}. */
export interface DashboardArgs {
  /** The service's name in its metrics, and the dashboard's physical name. */
  readonly serviceName: string;
  readonly region: pulumi.Input<string>;
  readonly apiId: pulumi.Input<string>;
  readonly accessLogGroupName: pulumi.Input<string>;
  readonly modelId: string;
  /** Of the functions that answer requests. */
  readonly functionNames: pulumi.Input<string>[];
  /** What a search may be ordered again by. */
  readonly rerankerIds: readonly string[];
  /** Of the functions that call these. */
  readonly rerankingFunctionNames: pulumi.Input<string>[];
  /**
   * Of the function that sweeps expired embeddings.
   * @default none
   */
  readonly sweepName?: pulumi.Input<string> | undefined;
  readonly alarmArns: pulumi.Input<string[]>;
}

/** One line of a graph: namespace, metric, then dimensions in pairs of name and value. */
type Line = readonly [namespace: string, metric: string, ...dimensions: string[]];

/**
 * A CloudWatch dashboard of a service: its alarms, requests, functions and model. It has at most 50 metrics, beyond which
 * it is not among the three of an account that cost nothing: https://aws.amazon.com/cloudwatch/pricing/
 */
export class Dashboard extends pulumi.ComponentResource {
  constructor(name: string, args: DashboardArgs, opts?: pulumi.ComponentResourceOptions) {
    super("embeddings:service:Dashboard", name, {}, opts);
    const dashboardBody = pulumi.output(args).apply((known) => JSON.stringify({ widgets: widgets(known) }));
    new aws.cloudwatch.Dashboard(
      `${name}-dashboard`,
      { dashboardName: args.serviceName, dashboardBody },
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
function widgets(args: pulumi.Unwrap<DashboardArgs>) {
  const { region, functionNames, sweepName } = args;
  const widget = (type: string, properties: object) => ({ type, width: 8, height: 6, properties });
  const graph = (title: string, stat: string, lines: readonly Line[]) =>
    widget("metric", { title, region, stat, period: 300, view: "timeSeries", metrics: lines });
  const api = (metric: string): Line => ["AWS/ApiGateway", metric, "ApiId", args.apiId];
  const perFunction = (metric: string) =>
    functionNames.map((name): Line => ["AWS/Lambda", metric, "FunctionName", name]);
  const logsOf = (name: string) => `SOURCE '/aws/lambda/${name}'`;
  const own = (metric: ServiceMetric): Line => [metricNames.namespace, metric, metricNames.dimension, args.serviceName];
  return [
    { type: "alarm", width: 24, height: 3, properties: { title: "Alarms", alarms: args.alarmArns } },
    graph("Requests and errors", "Sum", [api("Count"), api("4xx"), api("5xx")]),
    graph("Latency of the API, p99 (ms)", "p99", [api("Latency"), api("IntegrationLatency")]),
    // Of which API Gateway has no metric: its 4xx counts them among others.
    widget("log", {
      title: "Requests throttled by the API",
      region,
      view: "table",
      query: `SOURCE '${args.accessLogGroupName}' | filter status = "429" | stats count(*) as requests by bin(5m), route`,
    }),
    // A metric of each caller would cost as much as three alarms.
    widget("log", {
      title: "Callers, by the tokens that they had embedded",
      region,
      view: "table",
      query: [
        ...functionNames.map(logsOf),
        "filter ispresent(caller)",
        "stats count(*) as requests, sum(model.input_tokens) as tokens by caller",
        "sort tokens desc",
        "limit 20",
      ].join(" | "),
    }),
    // By function, they would be a metric of each.
    widget("log", {
      title: "Requests by route",
      region,
      view: "table",
      query: `SOURCE '${args.accessLogGroupName}' | stats count(*) as requests by route | sort requests desc`,
    }),
    graph("Failed invocations", "Sum", [
      ...perFunction("Errors"),
      ...(sweepName ? [["AWS/Lambda", "Errors", "FunctionName", sweepName] satisfies Line] : []),
    ]),
    graph("Duration, p99 (ms)", "p99", perFunction("Duration")),
    graph("Refused for lack of concurrency, in the whole account", "Sum", [["AWS/Lambda", "Throttles"]]),
    graph("Failures inside of the service", "Sum", [
      own("ModelThrottles"),
      own("IndexFailures"),
      own("StorageFailures"),
      own("ItemFailures"),
    ]),
    // Each further model would be a metric more: the functions' logs have its latency.
    graph("Latency of the model, in the whole account (ms)", "Average", [
      ["AWS/Bedrock", "InvocationLatency", "ModelId", args.modelId],
    ]),
    graph("Input tokens", "Sum", [own("InputTokens")]),
    ...(args.rerankerIds.length > 0
      ? [
          graph(
            "Calls of the rerankers, in the whole account, and searches without the one that they asked for",
            "Sum",
            [
              ...args.rerankerIds.map((id): Line => ["AWS/Bedrock", "Invocations", "ModelId", id]),
              own("RerankFallbacks"),
            ],
          ),
          // Of these alone: metrics of each part would cost as much as three alarms.
          widget("log", {
            title: "Reranked searches, and the time that each part of them took (ms)",
            region,
            view: "table",
            query: [
              ...args.rerankingFunctionNames.map(logsOf),
              "filter ispresent(rerank.attempts)",
              "stats count(*) as searches, count(rerank.fallback) as fallbacks, avg(latency_ms) as whole, " +
                "avg(model.latency_ms) as embedding, avg(index.latency_ms * index.calls) as finding, " +
                "avg(rerank.latency_ms) as reranking by bin(1h)",
            ].join(" | "),
          }),
        ]
      : []),
    ...(sweepName ? [graph("Expired embeddings that were deleted", "Sum", [own("SweptEmbeddings")])] : []),
  ];
}
