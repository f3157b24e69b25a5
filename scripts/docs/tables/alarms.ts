import { domain, reranking } from "../../../bench/stacks/cost";
import { registeredLayers } from "../../../bench/stacks/registered-layers";
import { code, markdownTable } from "../markdown";

/** What to do when an alarm goes off, by the end of its name. */
const advice: Readonly<Record<string, string>> = {
  "api-5xx": "[The API fails](#the-api-fails)",
  "api-5xx-lasting": "[The API fails](#the-api-fails)",
  "api-latency":
    "See whether the model or the storage is slow (`model.latency_ms`, `storage.latency_ms` in the functions' logs); send fewer " +
    "texts in one batch, or raise `batchConcurrency`",
  "model-throttles":
    "Lower `modelThrottlingRateLimit` or `batchConcurrency`, or ask AWS for a higher quota of the model",
  "storage-failures": "Look up `code` and `cause` in the functions' logs; repeat what was answered 503",
  "index-failures":
    "Look up `code` and `cause` in the functions' logs; repeat what was answered 503, or [rebuild the index](reindex.md)",
  "certificate-expiry":
    "See in ACM why it was not renewed, and [renew it](domain.md#another-certificate): once it has expired no client calls the API",
  "rerank-fallbacks":
    "See `rerank.fallback` in the logs of `search` and `mcp`: of `model_unavailable`, ask AWS for a higher quota of the " +
    "reranker, or have fewer searches reranked",
  "sweep-failures":
    "Look up `item_codes` and `cause` in the log of `sweep-expired`, and [empty the queue](#what-has-expired)",
  "item-failures": "Look up `item_codes` and `cause` in the log of `batch`; send again the items that failed",
};

/** What CloudWatch was told of an alarm. */
interface AlarmInputs {
  readonly name: string;
  readonly metricName: string;
  readonly statistic?: string;
  readonly extendedStatistic?: string;
  readonly threshold: number;
  readonly period: number;
  readonly evaluationPeriods: number;
  readonly alarmDescription: string;
}

/** The alarms of a service as a whole, by what its stack registers. */
export async function alarmsTable(): Promise<string> {
  const resources = await registeredLayers({ bootstrap: reranking, service: { ...domain, expiry: "true" } });
  const alarms = resources
    .filter(({ type }) => type === "aws:cloudwatch/metricAlarm:MetricAlarm")
    .map(({ inputs }) => inputs as unknown as AlarmInputs);
  const unknown = alarms.find(({ name }) => !Object.keys(advice).some((end) => name.endsWith(`-service-${end}`)));
  if (unknown) throw new Error(`Nobody has said what to do about ${unknown.name}: add it to ${__filename}`);
  return markdownTable(
    ["alarm `{project}-{stack}-…`", "it goes off when", "what it means", "what to do"],
    Object.entries(advice).map(([end, todo]) => {
      const alarm = alarms.find(({ name }) => name.endsWith(`-service-${end}`));
      if (!alarm) throw new Error(`No stack has an alarm ${end}: remove it from ${__filename}`);
      return [code(end), condition(alarm), alarm.alarmDescription, todo];
    }),
  );
}

function condition({ metricName, statistic, extendedStatistic, threshold, period, evaluationPeriods }: AlarmInputs) {
  if (metricName === "DaysToExpiry") return `${code(metricName)} is ${threshold} or less`;
  if (statistic === "Maximum") return `${code(metricName)} is ${threshold} or more`;
  const minutes = `${period / 60} minutes`;
  const each = evaluationPeriods === 1 ? `in ${minutes}` : `in each of ${evaluationPeriods} times ${minutes}`;
  const least = threshold.toLocaleString("en-US");
  return statistic === "Sum"
    ? `${code(metricName)} counts ${least} or more ${each}`
    : `${extendedStatistic} of ${code(metricName)} is ${least} ms or more ${each}`;
}
