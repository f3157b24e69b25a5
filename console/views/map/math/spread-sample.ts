/** So many of the first `count` whole numbers, or all of them where there are no more, spread evenly. */
export function spreadSample(count: number, size: number): Int32Array {
  const length = Math.min(count, size);
  return Int32Array.from({ length }, (_, index) => Math.floor((index * count) / length));
}
