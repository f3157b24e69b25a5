import { prices } from "./prices";

/** A request for one text, and for a batch of 100, eight of which the model embeds at a time. */
const one = { items: 1, seconds: 0.15 };
const batch = { items: 100, seconds: 1.5 };

/** A text of 500 characters. */
const tokens = 100;
const memoryGb = 0.5;
/** The lines of a function, of Lambda and of the API. */
const logBytes = 2_000;
/** The JSON of 1,024 numbers, the text and the rest, stored or answered. */
const objectBytes = 22_000;
/** 1,024 numbers of 4 bytes, the key, the text and the rest of the metadata. */
const vectorBytes = 5_000;
/** What a call that puts vectors counts at least. */
const vectorCallBytes = 128 * 1024;

/** Of what API Gateway counts each part as a request: https://aws.amazon.com/api-gateway/pricing/ */
const requestBytes = 512 * 1024;

/** AWS counts a GB so. */
const gb = 2 ** 30;

/** What a million requests cost beside what they call, in US dollars, of which each takes so long and moves so much. */
export function requestsCost({ seconds, bytes }: { readonly seconds: number; readonly bytes: number }): number {
  const lambda = prices.lambdaRequests.usd + 1e6 * seconds * memoryGb * prices.lambdaSeconds.usd;
  const logs = (1e6 * logBytes * prices.logs.usd) / gb;
  const parts = Math.max(1, Math.ceil(bytes / requestBytes));
  return parts * prices.apiRequests.usd + lambda + logs;
}

/** What a million calls cost that each put so many vectors, in US dollars. */
export function vectorPutsCost(vectors: number): number {
  return (1e6 * Math.max(vectorCallBytes, vectors * vectorBytes) * prices.vectorPuts.usd) / gb;
}

/** What a request costs for each item beside what it calls. */
function requests({ items, seconds }: typeof one): number {
  return requestsCost({ seconds, bytes: items * objectBytes }) / items;
}

/** What it costs to store and index each item. */
function storing({ items }: typeof one): number {
  return prices.s3Puts.usd + vectorPutsCost(items) / items;
}

const embedding = tokens * prices.tokens.usd;

/** How many a second a sweep looks through, and how many it reads and deletes; what a list has at most. */
const sweep = { walkedPerSecond: 5_000, deletedPerSecond: 300, listed: 1_000 };
const daysOfMonth = 30;

/** What the time of a function costs that works on a million, so many a second. */
function workingCost(perSecond: number): number {
  return (1e6 / perSecond) * memoryGb * prices.lambdaSeconds.usd;
}

/** What a million of each costs, in US dollars. */
export const callsCost = {
  "embeddings, generated only": requests(one) + embedding,
  "embeddings, generated, stored and indexed one by one": requests(one) + embedding + storing(one),
  "embeddings, generated, stored and indexed in batches of 100": requests(batch) + embedding + storing(batch),
  "searches by text": requests(one) + embedding + prices.vectorQueries.usd,
  retrievals: requests(one) + prices.s3Gets.usd,
  "answers with an embedding, sent out of AWS": (1e6 * objectBytes * prices.dataOut.usd) / gb,
  "traces, of one request a second and 5 % of the others": prices.traces.usd,
  "embeddings, kept for a month in S3 and its index":
    (1e6 * (objectBytes * prices.s3Storage.usd + vectorBytes * prices.vectorStorage.usd)) / gb,
  "embeddings, looked through once a day for a month by `expiry: true`":
    daysOfMonth * (prices.s3Puts.usd / sweep.listed + workingCost(sweep.walkedPerSecond)),
  "expired embeddings, deleted by it": prices.s3Gets.usd + workingCost(sweep.deletedPerSecond),
} satisfies Readonly<Record<string, number>>;
