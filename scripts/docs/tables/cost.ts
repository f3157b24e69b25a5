import { callRows, configuredCosts, monthlyRows, priceRows, queryRows } from "../../../bench/stacks/cost";
import { markdownTable } from "../markdown";

function withHeadings([headings = [], ...rows]: readonly string[][]): string {
  return markdownTable(headings, rows);
}

/** What `npm run bench -- cost` computes. */
export const costTables = {
  "cost-monthly": async () => withHeadings(monthlyRows(await configuredCosts())),
  "cost-calls": () => withHeadings(callRows()),
  "cost-queries": () => withHeadings(queryRows()),
  prices: () => withHeadings(priceRows()),
};
