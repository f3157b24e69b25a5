import { seededRandom } from "./random";

/**
 * So many of the first `count` whole numbers, or all of them where there are no more, in their order: one of each of as many parts
 * of the same size, by chance, so that what comes back regularly is not always met, or always missed.
 */
export function spreadSample(count: number, size: number): Int32Array {
  const length = Math.min(count, size);
  const random = seededRandom(1);
  const startOf = (part: number) => Math.floor((part * count) / length);
  return Int32Array.from({ length }, (_, part) => {
    const start = startOf(part);
    return start + Math.floor(random() * (startOf(part + 1) - start));
  });
}
