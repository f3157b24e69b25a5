import { prices } from "./prices";

/** What is taken for granted of a request; AWS bills a GB as 2^30 bytes. */
export const assumed = {
  /** Of a text of 500 characters. */
  tokens: 100,
  durationSeconds: 0.15,
  memoryGb: 0.5,
  /** Lines of a function, of Lambda and of the API. */
  logBytes: 2_000,
  /** The JSON of 1,024 numbers, the text and the rest. */
  objectBytes: 22_000,
  /** 1,024 numbers of 4 bytes, the key, the text and the rest of the metadata. */
  vectorBytes: 5_000,
  /** What a call that puts vectors counts at least. */
  vectorPutBytes: 128 * 1024,
  itemsOfBatch: 100,
} as const;

const gb = 2 ** 30;
const million = 1_000_000;

/** What a million of something costs, in US dollars, by part. */
const request = {
  api: prices.apiRequests.usd,
  lambda: prices.lambdaRequests.usd + million * assumed.durationSeconds * assumed.memoryGb * prices.lambdaSeconds.usd,
  logs: (million * assumed.logBytes * prices.logs.usd) / gb,
};
const requestUsd = request.api + request.lambda + request.logs;
const modelUsd = assumed.tokens * prices.tokens.usd;
const vectorsUsd = (bytes: number) => (million * bytes * prices.vectorPuts.usd) / gb;
const storedBatch = {
  bytes: Math.max(assumed.vectorPutBytes, assumed.itemsOfBatch * assumed.vectorBytes),
  perItem: 1 / assumed.itemsOfBatch,
};

/** What a million of each call costs, in US dollars, and a million embeddings for a month. */
export const callsCost: Readonly<Record<string, number>> = {
  "embeddings, generated only": requestUsd + modelUsd,
  "embeddings, generated, stored and indexed one by one":
    requestUsd + modelUsd + prices.s3Puts.usd + vectorsUsd(assumed.vectorPutBytes),
  "embeddings, generated, stored and indexed in batches of 100":
    requestUsd * storedBatch.perItem +
    modelUsd +
    prices.s3Puts.usd +
    vectorsUsd(storedBatch.bytes) * storedBatch.perItem,
  "searches by text": requestUsd + modelUsd + prices.vectorQueries.usd,
  retrievals: requestUsd + prices.s3Gets.usd,
  "embeddings, kept for a month in S3 and its index":
    (million * (assumed.objectBytes * prices.s3Storage.usd + assumed.vectorBytes * prices.vectorStorage.usd)) / gb,
};
