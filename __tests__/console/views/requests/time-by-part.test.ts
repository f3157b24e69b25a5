import { timeByPart } from "../../../../console/views/requests/time-by-part";

const calls = (latency_ms: number, count = 1) => ({ latency_ms, calls: count, attempts: count });

test("counts what none of the services took as the rest", () => {
  const parts = timeByPart({ durationMs: 100, model: calls(10, 3), storage: undefined, index: calls(20) });
  expect(parts.map(({ name, ms, share }) => [name, ms, share])).toEqual([
    ["model", 30, 0.3],
    ["index", 20, 0.2],
    ["rest", 50, 0.5],
  ]);
});

test("divides the time among calls that overlapped", () => {
  const parts = timeByPart({ durationMs: 100, model: calls(10, 30), storage: calls(100), index: undefined });
  expect(parts.map(({ name, share }) => [name, share])).toEqual([
    ["model", 0.75],
    ["storage", 0.25],
    ["rest", 0],
  ]);
});

test("divides nothing where there is none", () => {
  const [rest] = timeByPart({ durationMs: 0, model: undefined, storage: undefined, index: undefined });
  expect(rest).toMatchObject({ name: "rest", share: 0 });
});

test("tells a reranker from the model", () => {
  const parts = timeByPart({ durationMs: 400, model: calls(100), rerank: calls(200), index: calls(50) });
  expect(parts.map(({ name, ms }) => [name, ms])).toEqual([
    ["model", 100],
    ["rerank", 200],
    ["index", 50],
    ["rest", 50],
  ]);
});
