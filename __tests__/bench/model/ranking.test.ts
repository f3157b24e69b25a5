import { rankingQuality } from "../../../bench/model/ranking";

test("is 1 where all that is relevant comes first", () => {
  expect(rankingQuality([1, 2, 3, 4], new Set([2, 1]))).toEqual({ ndcg10: 1, recall100: 1 });
  const many = Array.from({ length: 40 }, (_, id) => id);
  expect(rankingQuality(many, new Set(many.slice(0, 20)))).toEqual({ ndcg10: 1, recall100: 1 });
});

test("discounts by rank, and counts ten for the gain and a hundred for the recall", () => {
  const { ndcg10, recall100 } = rankingQuality([9, 8, 1], new Set([1]));
  expect(ndcg10).toBeCloseTo(1 / Math.log2(4));
  expect(recall100).toBe(1);
  const ranked = Array.from({ length: 200 }, (_, index) => index);
  expect(rankingQuality(ranked, new Set([10, 99, 100, 500]))).toEqual({ ndcg10: 0, recall100: 0.5 });
});
