import { type RerankerId, rerankers } from "../../embedding/ranking/rerankers";

/** A list price of AWS in us-east-1, without what an account has for nothing. */
export interface Price {
  readonly usd: number;
  /** What it buys. */
  readonly of: string;
  /** AWS's page that says so. */
  readonly source: string;
  /**
   * When that page, or a copy of it, said so.
   * @default not compared with it
   */
  readonly asOf?: string;
}

const cloudWatch = { source: "https://aws.amazon.com/cloudwatch/pricing/", asOf: "May 2026" };
const s3 = { source: "https://aws.amazon.com/s3/pricing/" };
const s3Vectors = { ...s3, asOf: "September 2026" };
const lambda = { source: "https://aws.amazon.com/lambda/pricing/" };

/** A million requests of a reranker, of up to 100 texts each. */
const rerankPrice = (id: RerankerId): Price => ({
  usd: rerankers[id].pricePerMillionRequests,
  of: `a million requests of ${id}, of up to 100 texts each`,
  source: "https://aws.amazon.com/bedrock/pricing/",
  asOf: "November 2026",
});

/** The prices by which `npm run bench -- cost` computes. */
export const prices = {
  /** The first ten of an account cost nothing. */
  alarm: { usd: 0.1, of: "an alarm on one metric for a month", ...cloudWatch },
  /** The first ten of an account cost nothing; prorated by the hours in which the metric is written. */
  metric: { usd: 0.3, of: "a metric of one's own that is written all month", ...cloudWatch },
  /** The first three of an account cost nothing where they have at most 50 metrics. */
  dashboard: { usd: 3, of: "a dashboard for a month", ...cloudWatch },
  logs: { usd: 0.5, of: "a GB of logs", ...cloudWatch },
  logsRead: { usd: 0.005, of: "a GB of logs that a query goes through", ...cloudWatch },
  /** The first two rotations of the key add as much again. */
  kmsKey: { usd: 1, of: "a KMS key for a month", source: "https://aws.amazon.com/kms/pricing/" },
  endpoint: {
    usd: 0.01,
    of: "an interface endpoint in one zone for an hour",
    source: "https://aws.amazon.com/privatelink/pricing/",
  },
  apiRequests: {
    usd: 1,
    of: "a million requests to an HTTP API",
    source: "https://aws.amazon.com/api-gateway/pricing/",
    asOf: "September 2026",
  },
  /** The first 100 GB of an account and month cost nothing. */
  dataOut: { usd: 0.09, of: "a GB sent to the internet", source: "https://aws.amazon.com/ec2/pricing/on-demand/" },
  lambdaRequests: { usd: 0.2, of: "a million invocations", ...lambda },
  lambdaSeconds: { usd: 0.0000133334, of: "a GB of memory for a second, arm64", ...lambda },
  /** The first 14 million of an account and month cost nothing. */
  schedules: {
    usd: 1,
    of: "a million invocations by a schedule",
    source: "https://aws.amazon.com/eventbridge/pricing/",
    asOf: "March 2026",
  },
  /** The first 100,000 of an account and month cost nothing. */
  traces: { usd: 5, of: "a million traces", source: "https://aws.amazon.com/xray/pricing/" },
  tokens: {
    usd: 0.02,
    of: "a million tokens of Titan Text Embeddings V2",
    source: "https://aws.amazon.com/bedrock/pricing/",
  },
  amazonRerank: rerankPrice("amazon.rerank-v1:0"),
  cohereRerank: rerankPrice("cohere.rerank-v3-5:0"),
  s3Puts: { usd: 5, of: "a million objects written", ...s3 },
  s3Gets: { usd: 0.4, of: "a million objects read", ...s3 },
  s3Storage: { usd: 0.023, of: "a GB of objects for a month", ...s3 },
  /** Each call counts 128 KB at least. */
  vectorPuts: { usd: 0.2, of: "a GB of vectors written", ...s3Vectors },
  /** Those that delete are counted too: AWS's page says "GET, LIST and all other requests". */
  vectorRequests: { usd: 55, of: "a million requests that get, list or delete vectors", ...s3Vectors },
  vectorQueries: { usd: 2.5, of: "a million queries, beside what they go through", ...s3Vectors },
  /** Whatever of it a filter takes. The first 100,000 vectors of an index, those up to 10 million, and those above. */
  firstVectorsProcessed: {
    usd: 0.004,
    of: "a TB that queries go through, of the first 100,000 vectors of an index",
    ...s3Vectors,
  },
  moreVectorsProcessed: { usd: 0.002, of: "a TB that queries go through, of those up to 10 million", ...s3Vectors },
  mostVectorsProcessed: { usd: 0.0004, of: "a TB that queries go through, of those above", ...s3Vectors },
  vectorsReturned: { usd: 0.01, of: "a GB that a query answers beyond its first 512 KB", ...s3Vectors },
  vectorStorage: { usd: 0.06, of: "a GB of vectors for a month", ...s3Vectors },
} satisfies Record<string, Price>;
