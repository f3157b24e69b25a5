import { callsTable, configuredCosts, monthlyTable, pricesTable } from "../../../bench/cost";

/** What `npm run bench -- cost` computes. */
export const costTables = {
  "cost-monthly": async () => monthlyTable(await configuredCosts()),
  "cost-calls": callsTable,
  prices: pricesTable,
};
