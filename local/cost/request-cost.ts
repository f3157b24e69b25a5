import type { RequestCost } from "../../console/requests/recorded-request";
import { pricePerMillionTokens } from "../../embedding/models/price-per-million-tokens";
import { pricePerMillionRequests } from "../../embedding/ranking/rerankers";
import type { Route } from "../../service/routes";
import type { RequestLog } from "../terminal/request-log";
import { answeringRoute, memoryGbOf, requestsCost, vectorPutsCost } from "./calls-cost";
import { prices } from "./prices";

/** What a call of S3 and of S3 Vectors costs, in US dollars a million; what they go through is not in it. */
interface CallPrices {
  readonly storage: number;
  readonly index: number;
}

/** What a call costs by what a function may do. To delete objects costs nothing; a list of them costs as much as writing one. */
function callPrices({ bucketAccess, listsBucket = false, indexAccess }: Partial<Route>): CallPrices {
  const ofBucket = listsBucket ? prices.s3Puts.usd : prices.s3Gets.usd;
  return {
    storage: bucketAccess === "delete" ? 0 : ofBucket,
    index: indexAccess === "read" ? prices.vectorQueries.usd : prices.vectorRequests.usd,
  };
}

/**
 * What a request would cost on AWS by what its function logged, with the prices of {@link callsCost}, in US dollars. The
 * function is counted with the time that it took here.
 */
export function requestCost(log: RequestLog, bytes: number): RequestCost {
  const { route: routeKey = "", latency_ms: latencyMs = 0, model, rerank, storage, index, unchanged = 0 } = log;
  const route: Partial<Route> = answeringRoute(routeKey) ?? {};
  const million = {
    request: requestsCost({ seconds: latencyMs / 1_000, bytes, memoryGb: memoryGbOf(route) }),
    model: (model?.input_tokens ?? 0) * (pricePerMillionTokens(model?.id ?? "") ?? 0),
    // What has failed costs nothing.
    rerank: rerank && !rerank.fallback ? rerank.calls * (pricePerMillionRequests(rerank.id) ?? 0) : 0,
    ...(route.bucketAccess === "read-write"
      ? written(storage?.calls ?? 0, index?.calls ?? 0, unchanged)
      : called(callPrices(route), storage?.calls ?? 0, index?.calls ?? 0)),
  };
  return {
    request: million.request / 1e6,
    model: million.model / 1e6,
    ...(rerank ? { rerank: million.rerank / 1e6 } : {}),
    storage: million.storage / 1e6,
    index: million.index / 1e6,
  };
}

function called(prices: CallPrices, storageCalls: number, indexCalls: number): CallPrices {
  return { storage: prices.storage * storageCalls, index: prices.index * indexCalls };
}

/** Of what was unchanged the object was read alone; where anything else was read first, that counts as written too. */
function written(storageCalls: number, indexCalls: number, unchanged: number): CallPrices {
  const puts = Math.max(0, storageCalls - unchanged);
  return {
    storage: puts * prices.s3Puts.usd + (storageCalls - puts) * prices.s3Gets.usd,
    index: puts > 0 && indexCalls > 0 ? vectorPutsCost(puts / indexCalls) * indexCalls : 0,
  };
}
