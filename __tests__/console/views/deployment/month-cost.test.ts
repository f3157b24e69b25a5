import { monthCost } from "../../../../console/views/deployment/month-cost";

const calls = { storedOneByOne: 34.55, storedInBatches: 8.09, searches: 7.63, kept: 0.75 };
const cost = { alarms: 7, idleUsd: 0.7, metricsUsd: 1.5, calls };
const use = { texts: 2_000_000, searches: 1_000_000, reranks: 0, kept: 4_000_000, inBatches: true };
const all = (...args: Parameters<typeof monthCost>) => monthCost(...args).reduce((sum, { usd }) => sum + usd, 0);

test("adds up what is paid anyway, what is called and what is kept", () => {
  expect(all(cost, use)).toBeCloseTo(0.7 + 1.5 + 2 * 8.09 + 7.63 + 4 * 0.75);
  expect(all(cost, { ...use, inBatches: false })).toBeCloseTo(0.7 + 1.5 + 2 * 34.55 + 7.63 + 4 * 0.75);
});

test("counts no metrics where nobody calls", () => {
  expect(all(cost, { ...use, texts: 0, searches: 0, kept: 0 })).toBeCloseTo(0.7);
});

test("leaves out what nobody knows the price of", () => {
  expect(monthCost({ problem: "of something", calls }, use).map(({ what }) => what)).toEqual([
    expect.stringContaining("in batches of 100"),
    "Searches by text",
    expect.stringContaining("kept"),
  ]);
});

test("adds what is reranked, where anything may be", () => {
  const reranking = { ...cost, calls: { ...calls, reranks: { by: "amazon.rerank-v1:0", usd: 1_008 } } };
  const reranks = 500_000;
  expect(all(reranking, { ...use, reranks })).toBeCloseTo(all(cost, use) + 504);
  expect(all(cost, { ...use, reranks })).toBeCloseTo(all(cost, use));
});
