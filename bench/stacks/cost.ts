import { stop as stopEsbuild } from "esbuild";
import { callsCost, processedCost } from "../../local/cost/calls-cost";
import { type MonthlyCost, monthlyCost } from "../../local/cost/monthly-cost";
import { type Price, prices } from "../../local/cost/prices";
import { table } from "../../local/table";
import { type LayerConfigs, registeredLayers } from "./registered-layers";

const keys = { auth: "keys", apiKeys: JSON.stringify({ "team-a": { sha256: ["a".repeat(64)] } }) };

/** An API with a domain name. */
export const domain = {
  domainName: "embeddings.example.com",
  certificateArn: "arn:aws:acm:us-east-1:000000000000:certificate/11111111-2222-3333-4444-555555555555",
};

/** A bootstrap whose service may rerank. */
export const reranking = { rerankModels: JSON.stringify(["cohere.rerank-v3-5:0"]) };

/** Ways to configure the stacks that change what they cost, as the documentation names them. */
export const configurations: Readonly<Record<string, LayerConfigs>> = {
  "the defaults": {},
  "`vectorIndex: false`": { bootstrap: { vectorIndex: "false" } },
  "`alarms: function`": { service: { alarms: "function" } },
  "`accessLogBucket`": { bootstrap: { accessLogBucket: "central-logs" } },
  "`kmsKey: create`": { bootstrap: { kmsKey: "create" } },
  "`auth: keys`": { service: keys },
  "`rerankModels`": { bootstrap: reranking },
  "`domainName`": { service: domain },
  "`network: private`": { service: { network: "private" } },
  "`expiry: true`": { service: { expiry: "true" } },
  "all of these, with the index": {
    bootstrap: { ...reranking, accessLogBucket: "central-logs", kmsKey: "create" },
    service: { ...keys, ...domain, alarms: "function", network: "private", expiry: "true" },
  },
};

/** The cost of each of {@link configurations}. */
export async function configuredCosts(): Promise<[string, MonthlyCost][]> {
  const costs: [string, MonthlyCost][] = [];
  for (const [name, configs] of Object.entries(configurations)) {
    costs.push([name, monthlyCost(await registeredLayers(configs))]);
  }
  return costs;
}

/** {@link configuredCosts} as the rows of a table, under their headings. */
export function monthlyRows(costs: readonly [string, MonthlyCost][]): string[][] {
  return [
    ["configuration", "alarms", "idle, $ a month", "its own metrics at most, $ a month"],
    ...costs.map(([name, { alarms, idleUsd, metricsUsd }]) => [name, String(alarms), usd(idleUsd), usd(metricsUsd)]),
  ];
}

/** {@link callsCost} as the rows of a table, under their headings. */
export function callRows(): string[][] {
  return [["a million of", "$"], ...Object.entries(callsCost).map(([name, cost]) => [name, usd(cost)])];
}

/** How many vectors an index has. */
const indexSizes = [10_000, 100_000, 1_000_000, 10_000_000];

/** {@link processedCost} as the rows of a table, under their headings. */
export function queryRows(): string[][] {
  return [
    ["a million queries of an index of", "$"],
    ...indexSizes.map((vectors) => [`${vectors.toLocaleString("en")} vectors`, usd(processedCost(vectors))]),
  ];
}

/** The prices that are computed with, as the rows of a table, under their headings. */
export function priceRows(): string[][] {
  return [
    ["list price in us-east-1", "$", "as of", "source"],
    ...Object.values<Price>(prices).map(({ of, usd, asOf = "not compared", source }) => [
      of,
      String(usd),
      asOf,
      source,
    ]),
  ];
}

/** `npm run bench -- cost`: prints what the stacks cost by what they register. */
export async function benchCost(): Promise<void> {
  const costs = await configuredCosts();
  await stopEsbuild();
  console.log([monthlyRows(costs), callRows(), queryRows(), priceRows()].map(table).join("\n\n"));
}

function usd(amount: number): string {
  return amount.toFixed(2);
}
