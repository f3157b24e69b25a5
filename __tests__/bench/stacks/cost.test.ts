import { callRows, type configurations, configuredCosts, monthlyRows, queryRows } from "../../../bench/stacks/cost";
import { callsCost, processedCost } from "../../../local/cost/calls-cost";
import type { MonthlyCost } from "../../../local/cost/monthly-cost";
import { monthlyCost } from "../../../local/cost/monthly-cost";
import { prices } from "../../../local/cost/prices";
import { Page } from "../../helpers/docs/page";
import { deployedRoutes } from "../../helpers/stacks/deployed-routes";
import { registered } from "../../helpers/stacks/registered";

// What is in the functions does not matter here, and bundling takes long.
jest.mock("../../../service/lambda/inline-functions", () => ({ inlineFunctions: () => ({}) }));

const page = new Page("docs/cost.md");
let costs: [string, MonthlyCost][];
const costOf = (name: keyof typeof configurations) => {
  const [, cost] = costs.find(([configuration]) => configuration === name) ?? [];
  if (!cost) throw new Error(`there is no configuration ${name}`);
  return cost;
};

beforeAll(async () => {
  costs = await configuredCosts();
});

test("an idle service costs at most a dollar a month beside its storage, and its own metrics at most three", () => {
  const { alarms, idleUsd, metricsUsd } = costOf("the defaults");
  expect(alarms).toBeLessThanOrEqual(8);
  expect(idleUsd).toBeLessThanOrEqual(1);
  expect(metricsUsd).toBeLessThanOrEqual(3);
});

test.each([
  // Three for each function, at ten cents.
  ["`alarms: function`", deployedRoutes.length * 3 * 0.1],
  ["`kmsKey: create`", 1],
  ["`auth: keys`", 0],
  // The alarm on searches that did without.
  ["`rerankModels`", 0.1],
  ["`domainName`", 0.1],
  ["`accessLogBucket`", 0],
  ["`vectorIndex: false`", -0.1],
  ["`expiry: true`", 0.1],
])("counts what %s adds", (name, usd) => {
  expect(costOf(name).idleUsd - costOf("the defaults").idleUsd).toBeCloseTo(usd);
});

test("counts the hours of each interface endpoint in each of two zones", () => {
  const endpoint = 2 * 730 * 0.01;
  const added = costOf("`network: private`").idleUsd - costOf("the defaults").idleUsd;
  expect(added).toBeGreaterThan(endpoint);
  expect(added / endpoint).toBeCloseTo(Math.round(added / endpoint));
});

test("counts each metric that an alarm computes with, and a dashboard of more than 50", () => {
  const alarm = (inputs: Record<string, unknown>) => registered("aws:cloudwatch/metricAlarm:MetricAlarm", "a", inputs);
  const dashboard = (metrics: number) =>
    registered("aws:cloudwatch/dashboard:Dashboard", "d", {
      dashboardBody: JSON.stringify({
        widgets: [{ properties: { metrics: Array(metrics).fill(["AWS/Lambda", "Errors"]) } }],
      }),
    });
  const idleUsd = (...resources: Parameters<typeof monthlyCost>[0]) => monthlyCost(resources).idleUsd;
  expect(idleUsd(alarm({ metricName: "5xx" }))).toBeCloseTo(0.1);
  expect(idleUsd(alarm({ metricQueries: [{ expression: "a/b" }, { metric: {} }, { metric: {} }] }))).toBeCloseTo(0.2);
  expect(idleUsd(dashboard(50))).toBe(0);
  expect(idleUsd(dashboard(51))).toBe(3);
});

test("counts the parts of a large answer that API Gateway takes for requests, and what leaves AWS", () => {
  // The 2.2 MB of 100 embeddings are five parts: with function and logs, then the model, the objects and the vectors.
  const batch = (5 * 1 + 10.2 + 0.93) / 100 + 2 + 5 + 0.93;
  expect(callsCost["embeddings, generated, stored and indexed in batches of 100"]).toBeCloseTo(batch, 2);
  expect(callsCost["answers with an embedding, sent out of AWS"]).toBeCloseTo((22 / 2 ** 30) * 1e9 * 0.09, 2);
});

test("counts metrics of reranking where there are rerankers", () => {
  expect(costOf("`rerankModels`").metricsUsd - costOf("the defaults").metricsUsd).toBeCloseTo(0.3);
});

test("counts what queries go through by the part of the index that each price is for", () => {
  const each = ((4_096 + 30 + 174) * 1e6) / 2 ** 40;
  expect(processedCost(50_000)).toBeCloseTo(50_000 * 0.004 * each, 6);
  expect(processedCost(1_000_000)).toBeCloseTo((100_000 * 0.004 + 900_000 * 0.002) * each, 6);
  expect(processedCost(20_000_000)).toBeCloseTo((100_000 * 0.004 + 9_900_000 * 0.002 + 10_000_000 * 0.0004) * each, 4);
});

test("counts what reranking adds to a search, and each page of a walk", () => {
  const { "searches by text, in the mode `hybrid`": hybrid } = callsCost;
  const amazon = callsCost["searches in the mode `hybrid`, reranked by `amazon.rerank-v1:0`"] - hybrid;
  const cohere = callsCost["searches in the mode `hybrid`, reranked by `cohere.rerank-v3-5:0`"] - hybrid;
  expect(amazon).toBeGreaterThan(1_000);
  expect(amazon).toBeLessThan(1_020);
  expect(cohere - amazon).toBeCloseTo(1_000);
  expect(callsCost["searches in the mode `hybrid`, with `diversity`"] - hybrid).toBeCloseTo(110);
  // 2,000 pages.
  expect(callsCost["vectors that a deletion by a filter goes through"]).toBeCloseTo(0.11, 1);
});

test("knows what every type of resource costs", () => {
  expect(() => monthlyCost([registered("aws:rds/instance:Instance", "database", {})])).toThrow(
    "Nobody has said what aws:rds/instance:Instance costs",
  );
});

test("its page shows what is computed, for the stacks and for calls", () => {
  const shown = page.text.split("\n").filter((line) => /^\|.*\d \|$/.test(line));
  const computed = [...monthlyRows(costs), ...callRows(), ...queryRows()].filter((row) => /\d$/.test(row.at(-1) ?? ""));
  expect(shown).toEqual(computed.map((row) => `| ${row.join(" | ")} |`));
  expect(page.text).toContain(`at $${prices.logsRead.usd} a GB`);
  const idle = `$${costOf("the defaults").idleUsd.toFixed(2)} a month`;
  expect(page.text).toContain(`**${idle}**`);
  expect(new Page("README.md").text).toContain(`costs its storage, and ${idle} for its alarms.`);
  expect(page.text).toContain(`A KMS key costs $${prices.kmsKey.usd} more`);
  expect(page.text).toContain(`a dashboard beyond an account's third $${prices.dashboard.usd}.`);
  expect(page.text).toContain(`at $${prices.tokens.usd} per million`);
  expect(page.text).toContain(`($${prices.vectorPuts.usd.toFixed(2)} a GB)`);
});
