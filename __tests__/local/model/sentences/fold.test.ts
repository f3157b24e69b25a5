import { cosine } from "../../../../embedding/similarity";
import { fold } from "../../../../local/model/sentences/fold";

/** Random numbers, the same for the same seed. */
function random(seed: number, length = 512): Float32Array {
  let state = seed;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}
const one = random(1);
/** Its cosine with `one` is about 0.7. */
const other = random(2).map((value, index) => value + (one[index] ?? 0));

test("keeps the cosine of vectors that stay whole", () => {
  const expected = cosine([...one], [...other]);
  expect(expected).toBeGreaterThan(0.5);
  expect(cosine([...fold(one, 512, "a")], [...fold(other, 512, "a")])).toBeCloseTo(expected, 6);
});

test.each([256, 128])("nearly keeps it in %d numbers, wherever they differ", (dimension) => {
  const expected = cosine([...one], [...other]);
  expect(Math.abs(cosine([...fold(one, dimension, "a")], [...fold(other, dimension, "a")]) - expected)).toBeLessThan(
    0.15,
  );
  const early = Float32Array.from({ length: 512 }, (_, index) => (index === 0 ? 1 : 0));
  const late = Float32Array.from({ length: 512 }, (_, index) => (index === 511 ? 1 : 0));
  expect(Math.hypot(...fold(early, dimension, "a"))).toBeCloseTo(Math.hypot(...fold(late, dimension, "a")), 6);
});

test("has nothing in common with the same vector in another space", () => {
  expect(Math.abs(cosine([...fold(one, 512, "a")], [...fold(one, 512, "b")]))).toBeLessThan(0.2);
});
