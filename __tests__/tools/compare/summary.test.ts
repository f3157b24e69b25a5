import { summarize } from "../../../tools/compare/summary";

const models = { here: "m", there: "m" };
const magnitudes = { here: 1, there: 1 };

test("sums up more texts than a call has arguments", () => {
  const comparisons = Array.from({ length: 500_000 }, (_, index) => ({
    text: "one",
    cosine: index === 7 ? 0.5 : 1,
    models,
    magnitudes,
  }));
  expect(summarize(comparisons, 0.999)).toEqual({ texts: 500_000, min: 0.5, median: 1, below: 1, models, magnitudes });
});
