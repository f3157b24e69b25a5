import { bm25 } from "../../../embedding/ranking/bm25";

test("scores as BM25 with k1 1.2 and b 0.75 does", () => {
  const scores = bm25([
    { counts: [2, 0], length: 10 },
    { counts: [1, 1], length: 20 },
    { counts: [0, 0], length: 30 },
  ]);
  const [common, rare] = [Math.log(1 + 1.5 / 2.5), Math.log(1 + 2.5 / 1.5)];
  const normOf = (length: number) => 1.2 * (0.25 + 0.75 * (length / 20));
  expect(scores[0]).toBeCloseTo((common * 2 * 2.2) / (2 + normOf(10)), 12);
  expect(scores[1]).toBeCloseTo(((common + rare) * 2.2) / (1 + normOf(20)), 12);
  expect(scores[2]).toBe(0);
});

test("scores no texts, texts of no words, and terms that all have", () => {
  expect(bm25([])).toEqual([]);
  expect(bm25([{ counts: [0], length: 0 }])).toEqual([0]);
  const [score = 0] = bm25([{ counts: [1], length: 1 }]);
  expect(score).toBeGreaterThan(0);
});
