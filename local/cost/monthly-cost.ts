import { serviceMetrics, sweepMetrics } from "../../functions/http/metrics";
import type { RegisteredResource } from "../pulumi/registered-resource";
import { prices } from "./prices";

const hoursOfMonth = 730;
/** How many metrics a dashboard has at most that costs nothing. */
const freeDashboardMetrics = 50;

/** What stacks cost in a month, in US dollars, beside storage and calls. */
export interface MonthlyCost {
  readonly alarms: number;
  /** While nobody calls. */
  readonly idleUsd: number;
  /** The metrics of its own, where each is written in every hour. */
  readonly metricsUsd: number;
}

/** The cost of registered resources. Throws where one is of a type of which nobody has said what it costs. */
export function monthlyCost(resources: readonly RegisteredResource[]): MonthlyCost {
  return {
    alarms: ofType(resources, alarm).length,
    idleUsd: resources.reduce((sum, resource) => sum + idleUsd(resource), 0),
    metricsUsd:
      (writtenMetrics(resources).size + ofType(resources, schedule).length * sweepMetrics.length) * prices.metric.usd,
  };
}

const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
/** The sweep's alone. */
const schedule = "aws:scheduler/schedule:Schedule";

function ofType(resources: readonly RegisteredResource[], of: string): readonly RegisteredResource[] {
  return resources.filter(({ type }) => type === of);
}

function idleUsd({ type, inputs }: RegisteredResource): number {
  switch (type) {
    case alarm: {
      const queries = (inputs["metricQueries"] ?? [{ metric: inputs["metricName"] }]) as { metric?: unknown }[];
      return queries.filter(({ metric }) => metric !== undefined).length * prices.alarm.usd;
    }
    case "aws:cloudwatch/dashboard:Dashboard":
      return dashboardMetrics(String(inputs["dashboardBody"])) > freeDashboardMetrics ? prices.dashboard.usd : 0;
    case "aws:kms/key:Key":
      return prices.kmsKey.usd;
    case "aws:ec2/vpcEndpoint:VpcEndpoint":
      return inputs["vpcEndpointType"] === "Interface"
        ? (inputs["subnetIds"] as unknown[]).length * hoursOfMonth * prices.endpoint.usd
        : 0;
    case "awsx:ec2:Vpc":
      if ((inputs["natGateways"] as { strategy: string }).strategy === "None") return 0;
      throw new Error("There is no price for a network with NAT gateways: add it to prices.ts");
    default:
      if (free.test(type)) return 0;
      throw new Error(`Nobody has said what ${type} costs while nobody calls: add it to monthly-cost.ts`);
  }
}

/** What costs nothing while nobody calls, beside what is stored in it; of a schedule the runs of a day, 30 of 14,000,000 free ones. */
const free =
  /^(?:aws:(?:apigatewayv2|iam|lambda|s3|scheduler|sns|sqs|vpc)\/|aws:cloudwatch\/logGroup:|aws:ec2\/(?:routeTable(?:Association)?|securityGroup(?:Rule)?|subnet|vpc):|aws:kms\/alias:|embeddings:|pulumi:)/;

function dashboardMetrics(body: string): number {
  const { widgets } = JSON.parse(body) as { widgets: { properties: { metrics?: unknown[] } }[] };
  return widgets.flatMap(({ properties }) => properties.metrics ?? []).length;
}

/** The metrics that functions may write, each by its service. */
function writtenMetrics(resources: readonly RegisteredResource[]): ReadonlySet<string> {
  const environments = resources.map(({ inputs }) => {
    const { variables = {} } = (inputs["environment"] ?? {}) as { variables?: Record<string, string> };
    return variables;
  });
  return new Set(
    environments.flatMap(({ SERVICE_NAME: service, RERANK_MODELS: rerankers }) => {
      const metrics = serviceMetrics.filter((metric) => metric !== "RerankFallbacks" || rerankers !== undefined);
      return service === undefined ? [] : metrics.map((metric) => `${service}/${metric}`);
    }),
  );
}
