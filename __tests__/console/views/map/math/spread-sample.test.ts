import { spreadSample } from "../../../../../console/views/map/math/spread-sample";

test.each([
  [0, 5],
  [3, 5],
  [5, 5],
])("takes all of %i where %i are wanted", (count, size) => {
  expect([...spreadSample(count, size)]).toEqual(Array.from({ length: count }, (_, index) => index));
});

test.each([
  [10, 3],
  [7, 4],
  [20_000, 5_000],
])("takes of %i one of each of %i parts", (count, size) => {
  const sample = [...spreadSample(count, size)];
  expect(sample).toHaveLength(size);
  sample.forEach((index, part) => {
    expect(index).toBeGreaterThanOrEqual(Math.floor((part * count) / size));
    expect(index).toBeLessThan(Math.floor(((part + 1) * count) / size));
  });
});

test("meets what comes back regularly", () => {
  const met = new Set(Array.from(spreadSample(20_000, 5_000), (index) => index % 60));
  expect(met.size).toBe(60);
});
