import fc from "fast-check";
import { diversify } from "../../../embedding/ranking/diversify";
import { cosine } from "../../../embedding/similarity";

const vector = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 3, maxLength: 3 });
const scored = fc
  .array(fc.record({ score: fc.double({ min: -1, max: 1, noNaN: true }), vector }), { maxLength: 12 })
  .map((candidates) =>
    candidates.map((candidate, id) => ({ ...candidate, id })).toSorted((one, other) => other.score - one.score),
  );
const diversity = fc.double({ min: 0, max: 1, noNaN: true });
const candidate = (id: string, score: number, ...vector: number[]) => ({ id, score, vector });
const ids = (found: readonly { readonly id: unknown }[]) => found.map(({ id }) => id);

test("keeps the order of the scores where diversity weighs nothing", () => {
  fc.assert(fc.property(scored, (candidates) => expect(diversify(candidates, 0, 12)).toEqual(candidates)));
});

test("has each candidate at most once, no others, as many as it may, and the best first", () => {
  fc.assert(
    fc.property(scored, diversity, fc.nat(15), (candidates, weight, count) => {
      const chosen = diversify(candidates, weight, count);
      expect(chosen).toHaveLength(Math.min(count, candidates.length));
      expect(new Set(chosen).size).toBe(chosen.length);
      for (const one of chosen) expect(candidates).toContain(one);
      if (weight < 1 && chosen[0]) expect(chosen[0]).toBe(candidates[0]);
    }),
  );
});

test("begins more with what it begins less with", () => {
  fc.assert(
    fc.property(scored, diversity, fc.nat(12), (candidates, weight, count) => {
      expect(diversify(candidates, weight, 12).slice(0, count)).toEqual(diversify(candidates, weight, count));
    }),
  );
});

test("chooses next what is worth most beside all before it", () => {
  fc.assert(
    fc.property(scored, diversity, (candidates, weight) => {
      const chosen = diversify(candidates, weight, 12);
      for (const [place, one] of chosen.entries()) {
        if (place === 0) continue;
        const before = chosen.slice(0, place);
        const worth = (of: (typeof chosen)[number]) =>
          (1 - weight) * of.score - weight * Math.max(...before.map((other) => cosine(of.vector, other.vector)));
        for (const other of chosen.slice(place)) expect(worth(one)).toBeGreaterThanOrEqual(worth(other) - 1e-9);
      }
    }),
  );
});

test("puts off what says the same again", () => {
  const candidates = [candidate("a", 0.9, 1, 0), candidate("copy", 0.89, 1, 0.01), candidate("b", 0.6, 0, 1)];
  expect(ids(diversify(candidates, 0.5, 3))).toEqual(["a", "b", "copy"]);
  expect(ids(diversify(candidates, 0.1, 3))).toEqual(["a", "copy", "b"]);
});

test("takes what has no direction for like nothing", () => {
  expect(
    ids(diversify([candidate("a", 0.9, 1, 0), candidate("copy", 0.9, 1, 0), candidate("odd", 0.5)], 0.5, 3)),
  ).toEqual(["a", "odd", "copy"]);
});
