import type { DeploymentCost } from "../../deployment/deployment-document";

/** What a month of a deployment is like. */
export interface MonthOfUse {
  /** How many texts are embedded, stored and indexed. */
  readonly texts: number;
  readonly inBatches: boolean;
  /** How many searches by text there are. */
  readonly searches: number;
  /** How many of these are reranked, where they may be. */
  readonly reranks: number;
  /** How many embeddings are kept. */
  readonly kept: number;
}

/** A part of what a month costs. */
export interface MonthCostRow {
  readonly what: string;
  readonly count?: number;
  /** US dollars; of {@link MonthCostRow.count} for a million. */
  readonly price: number;
  /** US dollars. */
  readonly usd: number;
}

/** What a month costs, part by part, as far as it is known. */
export function monthCost(
  cost: DeploymentCost,
  { texts, inBatches, searches, reranks, kept }: MonthOfUse,
): MonthCostRow[] {
  const { idleUsd, metricsUsd, alarms, calls } = cost;
  const isUsed = texts + searches > 0;
  const million = (what: string, count: number, price: number): MonthCostRow => ({
    what,
    count,
    price,
    usd: (count / 1e6) * price,
  });
  const fixed = (what: string, usd: number | undefined): MonthCostRow[] =>
    usd === undefined ? [] : [{ what, price: usd, usd }];
  return [
    ...fixed(`While nobody calls: ${alarms} alarms, and what is paid by the hour`, idleUsd),
    ...fixed("Metrics of its own, at most", isUsed ? metricsUsd : undefined),
    million(
      `Texts embedded, stored and indexed ${inBatches ? "in batches of 100" : "one by one"}`,
      texts,
      inBatches ? calls.storedInBatches : calls.storedOneByOne,
    ),
    million("Searches by text", searches, calls.searches),
    ...(calls.reranks ? [million(`Reranked by ${calls.reranks.by}`, reranks, calls.reranks.usd)] : []),
    million("Embeddings kept in S3 and the index", kept, calls.kept),
  ];
}
