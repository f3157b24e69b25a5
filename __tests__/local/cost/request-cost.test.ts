import { callsCost } from "../../../local/cost/calls-cost";
import { requestCost } from "../../../local/cost/request-cost";
import type { RequestLog } from "../../../local/terminal/request-log";

const calls = { latency_ms: 1, attempts: 1 };
const model = { id: "amazon.titan-embed-text-v2:0", ...calls, calls: 1, throttles: 0, input_tokens: 100 };
const one: RequestLog = { latency_ms: 150, model };
const batch: RequestLog = { latency_ms: 1_500, model: { ...model, calls: 100, input_tokens: 10_000 } };

function million(log: RequestLog, bytes: number, items = 1): number {
  const { request = 0, model = 0, storage = 0, index = 0 } = requestCost(log, bytes);
  return ((request + model + storage + index) / items) * 1e6;
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
  ["searches by text", { ...one, route: "POST /embeddings/search", index: { ...calls, calls: 1 } }, 22_000, 1],
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

test("counts a deletion of an object for nothing, and the list of objects as one that is written", () => {
  const storage = { ...calls, calls: 2 };
  expect(requestCost({ route: "DELETE /embeddings/{embedding_id}", storage }, 0).storage).toBe(0);
  expect(requestCost({ route: "GET /embeddings", storage }, 0).storage).toBeCloseTo(2 * 5e-6, 12);
});

test("counts a model that nobody knows for nothing", () => {
  expect(requestCost({ model: { ...model, id: "other" } }, 0).model).toBe(0);
  expect(requestCost({ model: { ...model, id: "us.cohere.embed-v4:0" } }, 0).model).toBeCloseTo((100 * 0.12) / 1e6, 12);
});
