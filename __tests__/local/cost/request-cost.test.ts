import { costOf } from "../../../console/views/requests/cost-of";
import { callsCost } from "../../../local/cost/calls-cost";
import { requestCost } from "../../../local/cost/request-cost";
import type { RequestLog } from "../../../local/terminal/request-log";
import { routes } from "../../../service/routes";

const calls = { latency_ms: 1, attempts: 1 };
const model = { id: "amazon.titan-embed-text-v2:0", ...calls, calls: 1, throttles: 0, input_tokens: 100 };
const one: RequestLog = { latency_ms: 150, model };
const search: RequestLog = { ...one, route: "POST /embeddings/search" };
const reranked = { ...calls, calls: 1, throttles: 0 };
const batch: RequestLog = { latency_ms: 1_500, model: { ...model, calls: 100, input_tokens: 10_000 } };

function million(log: RequestLog, bytes: number, items = 1): number {
  return (costOf(requestCost(log, bytes)) / items) * 1e6;
}

test.each<[keyof typeof callsCost, RequestLog, number, number]>([
  ["embeddings, generated only", { ...one, route: "POST /v1/embeddings" }, 22_000, 1],
  [
    "embeddings, generated, stored and indexed one by one",
    { ...one, route: "POST /embeddings/generate", storage: { ...calls, calls: 1 }, index: { ...calls, calls: 1 } },
    22_000,
    1,
  ],
  [
    "embeddings, generated, stored and indexed in batches of 100",
    { ...batch, route: "POST /embeddings/batch", storage: { ...calls, calls: 100 }, index: { ...calls, calls: 1 } },
    2_200_000,
    100,
  ],
  ["searches by text, in the mode `vector`", { ...search, latency_ms: 250, index: { ...calls, calls: 1 } }, 22_000, 1],
  ["searches by text, in the mode `hybrid`", { ...search, latency_ms: 350, index: { ...calls, calls: 2 } }, 22_000, 1],
  [
    "searches in the mode `hybrid`, reranked by `amazon.rerank-v1:0`",
    { ...search, latency_ms: 1_000, index: { ...calls, calls: 2 }, rerank: { ...reranked, id: "amazon.rerank-v1:0" } },
    22_000,
    1,
  ],
  [
    "searches in the mode `hybrid`, reranked by `cohere.rerank-v3-5:0`",
    {
      ...search,
      latency_ms: 1_000,
      index: { ...calls, calls: 2 },
      rerank: { ...reranked, id: "cohere.rerank-v3-5:0" },
    },
    22_000,
    1,
  ],
  [
    "retrievals",
    { latency_ms: 150, route: "GET /embeddings/{embedding_id}", storage: { ...calls, calls: 1 } },
    22_000,
    1,
  ],
])("counts as docs/cost.md does what %s cost", (name, log, bytes, items) => {
  expect(million(log, bytes, items)).toBeCloseTo(callsCost[name] ?? 0, 8);
});

test("counts what was unchanged as read alone", () => {
  const unchanged = { route: "POST /embeddings/generate", storage: { ...calls, calls: 1 }, unchanged: 1 };
  expect(requestCost({ ...unchanged, index: { ...calls, calls: 1 } }, 0)).toMatchObject({
    storage: expect.closeTo(0.4e-6, 12),
    index: 0,
  });
});

test("divides what is stored among the calls that index it", () => {
  const route = "POST /embeddings/batch";
  const indexOf = (items: number, count: number) =>
    requestCost({ route, storage: { ...calls, calls: items }, index: { ...calls, calls: count } }, 0).index ?? 0;
  expect(indexOf(1_000, 2)).toBeCloseTo(2 * indexOf(500, 1), 12);
  // Each counts 128 KB at least.
  expect(indexOf(2, 2)).toBeCloseTo(2 * indexOf(1, 1), 12);
});

test("counts a reranker that failed, or that nobody knows, for nothing, and names none where none was asked", () => {
  const rerankOf = (rerank: NonNullable<RequestLog["rerank"]>) => requestCost({ ...search, rerank }, 0).rerank;
  expect(rerankOf({ ...reranked, id: "amazon.rerank-v1:0" })).toBeCloseTo(0.001, 12);
  expect(rerankOf({ ...reranked, id: "amazon.rerank-v1:0", fallback: "model_unavailable" })).toBe(0);
  expect(rerankOf({ ...reranked, id: "other" })).toBe(0);
  expect(requestCost(search, 0)).not.toHaveProperty("rerank");
});

test("counts each call of a walk through the index, and of a deletion in it", () => {
  const index = { ...calls, calls: 3 };
  for (const route of ["GET /embeddings", "POST /embeddings/stats", "POST /embeddings/delete"]) {
    expect([route, requestCost({ route, index }, 0).index]).toEqual([route, expect.closeTo(3 * 55e-6, 12)]);
  }
});

test("counts what is changed as it is written", () => {
  const log = {
    route: "PATCH /embeddings/{embedding_id}",
    storage: { ...calls, calls: 2 },
    index: { ...calls, calls: 1 },
  };
  expect(requestCost(log, 0).storage).toBeCloseTo(2 * 5e-6, 12);
  expect(requestCost(log, 0).index).toBeGreaterThan(0);
});

test("counts a deletion of an object for nothing, and the list of objects as one that is written", () => {
  const storage = { ...calls, calls: 2 };
  expect(requestCost({ route: "DELETE /embeddings/{embedding_id}", storage }, 0).storage).toBe(0);
  expect(requestCost({ route: "GET /embeddings", storage }, 0).storage).toBeCloseTo(2 * 5e-6, 12);
});

test("counts as a list what a function calls of the bucket that lists it, and as a read what any other does", () => {
  const storage = { ...calls, calls: 2 };
  for (const { listsBucket, routeKeys } of routes.filter(({ bucketAccess }) => bucketAccess === "read")) {
    for (const route of Object.values(routeKeys)) {
      const usd = (listsBucket ? 5e-6 : 0.4e-6) * 2;
      expect([route, requestCost({ route, storage }, 0).storage]).toEqual([route, expect.closeTo(usd, 12)]);
    }
  }
});

test("counts a model that nobody knows for nothing", () => {
  expect(requestCost({ model: { ...model, id: "other" } }, 0).model).toBe(0);
  expect(requestCost({ model: { ...model, id: "us.cohere.embed-v4:0" } }, 0).model).toBeCloseTo((100 * 0.12) / 1e6, 12);
});
