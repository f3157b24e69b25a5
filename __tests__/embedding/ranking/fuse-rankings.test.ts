import fc from "fast-check";
import { fuseRankings } from "../../../embedding/ranking/fuse-rankings";

const ranking = fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { maxLength: 8 });
const rankings = fc.array(ranking, { minLength: 1, maxLength: 8 });
const candidatesOf = (ids: readonly number[][]) =>
  ids.map((ranking, place) => ranking.map((id) => ({ id: String(id), place })));
const order = (ids: readonly number[][]) => fuseRankings(candidatesOf(ids)).map(({ found }) => found[0]?.id);

test("has each candidate once, with what each ranking has of it, and adds none", () => {
  fc.assert(
    fc.property(rankings, (ids) => {
      const fused = fuseRankings(candidatesOf(ids));
      expect(new Set(fused.map(({ found }) => found[0]?.id))).toEqual(new Set(ids.flat().map(String)));
      expect(fused.length).toBe(new Set(ids.flat()).size);
      for (const { found } of fused) {
        const id = Number(found[0]?.id);
        const having = [...ids.keys()].filter((place) => ids[place]?.includes(id));
        expect(found).toEqual(having.map((place) => ({ id: String(id), place })));
      }
    }),
  );
});

test("scores from 0 to 1, which is the first of each, and orders by that", () => {
  fc.assert(
    fc.property(rankings, (ids) => {
      const scores = fuseRankings(candidatesOf(ids)).map(({ score }) => score);
      expect(scores).toEqual(scores.toSorted((one, other) => other - one));
      for (const score of scores) expect(score > 0 && score <= 1 + 1e-12).toBe(true);
    }),
  );
  expect(fuseRankings(candidatesOf([[3, 1], [3], [3, 2]]))[0]?.score).toBeCloseTo(1, 12);
});

test("is in the order of what all rankings agree on", () => {
  fc.assert(
    fc.property(ranking, fc.integer({ min: 1, max: 8 }), (ids, times) => {
      expect(order(Array.from({ length: times }, () => ids))).toEqual(ids.map(String));
    }),
  );
});

test("never puts what comes later in each ranking before what comes earlier", () => {
  fc.assert(
    fc.property(fc.array(fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), { minLength: 1 }), (ids) => {
      const fused = order(ids).map(Number);
      for (const one of fused) {
        for (const other of fused) {
          const before = ids.every((ranking) => ranking.indexOf(one) < ranking.indexOf(other));
          if (before) expect(fused.indexOf(one)).toBeLessThan(fused.indexOf(other));
        }
      }
    }),
  );
});

test("puts what is the first of one before what is in the middle of all", () => {
  const ranking = (first: number) => [first, ...Array.from({ length: 39 }, (_, place) => first * 100 + place), 9];
  expect(order([1, 2, 3].map(ranking)).slice(0, 3)).toEqual(["1", "2", "3"]);
});

test("leaves equals in the order in which they came", () => {
  expect(
    order([
      [1, 2],
      [3, 4],
    ]),
  ).toEqual(["1", "3", "2", "4"]);
  expect(
    order([
      [2, 1],
      [1, 2],
    ]),
  ).toEqual(["2", "1"]);
});
