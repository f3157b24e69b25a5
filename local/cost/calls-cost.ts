import { pricePerMillionRequests } from "../../embedding/ranking/rerankers";
import { type Route, routes } from "../../service/routes";
import { prices } from "./prices";

/** A request: for how many texts, and how long its function takes, in seconds. */
interface Request {
  readonly items: number;
  readonly seconds: number;
}

/** A request for one text, and for a batch of 100, eight of which the model embeds at a time. */
const one: Request = { items: 1, seconds: 0.15 };
const batch: Request = { items: 100, seconds: 1.5 };

/** A search embeds its text first; then it asks the index, once for each page of 100, and computes, and a reranker reads. */
const vectorSearch: Request = { items: 1, seconds: 0.25 };
const hybridSearch: Request = { items: 1, seconds: 0.35 };
const rerankedSearch: Request = { items: 1, seconds: 1 };
const hybridPages = 2;
/** To compare all candidates, their vectors are got, 100 in a call. */
const comparingCalls = 2;

/** A request that walks an index or deletes goes on for so long. */
const walk: Request = { items: 1, seconds: 10 };
/** The vectors of a page, the most that one call deletes, and how long it takes to list them and to delete them with their objects. */
const page = { vectors: 500, listingSeconds: 0.3, deletingSeconds: 1.5 };

/** A text of 500 characters. */
const tokens = 100;
/** The memory of what is not said otherwise, in GB. */
const memoryGb = 0.5;
/** The lines of a function, of Lambda and of the API. */
const logBytes = 2_000;
/** The JSON of 1,024 numbers, the text and the rest, stored or answered. */
const objectBytes = 22_000;
/** 1,024 numbers of 4 bytes, the key, the text and the rest of the metadata. */
const vectorBytes = 5_000;
/** Of these, what a query goes through: the numbers, the key and what can be filtered by. */
const filterableBytes = 4_096 + 30 + 174;
/** What a call that puts vectors counts at least. */
const vectorCallBytes = 128 * 1024;

/** Of what API Gateway counts each part as a request: https://aws.amazon.com/api-gateway/pricing/ */
const requestBytes = 512 * 1024;

/** AWS counts a GB, and a TB, so. */
const gb = 2 ** 30;
const tb = 2 ** 40;

/** What requests cost beside what they call: how long each takes, and how much it moves. */
export interface RequestsCostArgs {
  readonly seconds: number;
  readonly bytes: number;
  /**
   * The function's memory.
   * @default 0.5
   */
  readonly memoryGb?: number | undefined;
}

/** What a million requests cost beside what they call, in US dollars. */
export function requestsCost({ seconds, bytes, memoryGb: memory = memoryGb }: RequestsCostArgs): number {
  const lambda = prices.lambdaRequests.usd + 1e6 * seconds * memory * prices.lambdaSeconds.usd;
  const logs = (1e6 * logBytes * prices.logs.usd) / gb;
  const parts = Math.max(1, Math.ceil(bytes / requestBytes));
  return parts * prices.apiRequests.usd + lambda + logs;
}

/** The row of a route key, such as `POST /embeddings/search`; undefined where there is none. */
export function answeringRoute(routeKey: string): Route | undefined {
  return routes.find(({ routeKeys }) => Object.values<string>(routeKeys).includes(routeKey));
}

/** The memory of a route's function, in GB; undefined where there is none. */
export function memoryGbOf({ memorySizeMb }: Partial<Route>): number | undefined {
  return memorySizeMb && memorySizeMb / 1_024;
}

/** What a million calls cost that each put so many vectors, in US dollars. */
export function vectorPutsCost(vectors: number): number {
  return (1e6 * Math.max(vectorCallBytes, vectors * vectorBytes) * prices.vectorPuts.usd) / gb;
}

/** What a million queries go through costs in an index of so many vectors, in US dollars. */
export function processedCost(vectors: number): number {
  const first = Math.min(vectors, 100_000);
  const more = Math.min(Math.max(0, vectors - 100_000), 9_900_000);
  const most = Math.max(0, vectors - 10_000_000);
  const usd =
    first * prices.firstVectorsProcessed.usd +
    more * prices.moreVectorsProcessed.usd +
    most * prices.mostVectorsProcessed.usd;
  return (1e6 * filterableBytes * usd) / tb;
}

/** What a request costs for each item beside what it calls. */
function requests({ items, seconds }: Request, routeKey?: string): number {
  const memory = routeKey === undefined ? undefined : memoryGbOf(answeringRoute(routeKey) ?? {});
  return requestsCost({ seconds, bytes: items * objectBytes, memoryGb: memory }) / items;
}

/** What it costs to store and index each item. */
function storing({ items }: Request): number {
  return prices.s3Puts.usd + vectorPutsCost(items) / items;
}

const embedding = tokens * prices.tokens.usd;

/** What a search by text costs, whose text is embedded and which asks the index for so many pages. */
function searching(request: Request, pages: number): number {
  return requests(request, "POST /embeddings/search") + embedding + pages * prices.vectorQueries.usd;
}

const hybrid = searching(hybridSearch, hybridPages);

/** What a million searches cost more that are reranked, in US dollars; of a reranker that nobody knows the price of, without it. */
export function rerankingCost(id: string): number {
  return searching(rerankedSearch, hybridPages) - hybrid + (pricePerMillionRequests(id) ?? 0);
}

/** What a call for each page of a million vectors costs, which takes so long. */
function byPages(seconds: number): number {
  const pages = 1e6 / page.vectors;
  return (pages * (prices.vectorRequests.usd + (requests(walk) * seconds) / walk.seconds)) / 1e6;
}

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
  "searches by text, in the mode `vector`": searching(vectorSearch, 1),
  "searches by text, in the mode `hybrid`": hybrid,
  "searches in the mode `hybrid`, reranked by `amazon.rerank-v1:0`": hybrid + rerankingCost("amazon.rerank-v1:0"),
  "searches in the mode `hybrid`, reranked by `cohere.rerank-v3-5:0`": hybrid + rerankingCost("cohere.rerank-v3-5:0"),
  "searches in the mode `hybrid`, with `diversity`": hybrid + comparingCalls * prices.vectorRequests.usd,
  retrievals: requests(one) + prices.s3Gets.usd,
  "vectors that a deletion by a filter goes through": byPages(page.listingSeconds),
  "of these, embeddings that it deletes": byPages(page.deletingSeconds),
  "answers with an embedding, sent out of AWS": (1e6 * objectBytes * prices.dataOut.usd) / gb,
  "traces, of one request a second and 5 % of the others": prices.traces.usd,
  "embeddings, kept for a month in S3 and its index":
    (1e6 * (objectBytes * prices.s3Storage.usd + vectorBytes * prices.vectorStorage.usd)) / gb,
  "embeddings, looked through once a day for a month by `expiry: true`":
    daysOfMonth * (prices.s3Puts.usd / sweep.listed + workingCost(sweep.walkedPerSecond)),
  "expired embeddings, deleted by it": prices.s3Gets.usd + workingCost(sweep.deletedPerSecond),
} satisfies Readonly<Record<string, number>>;
