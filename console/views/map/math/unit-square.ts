import type { Rows } from "./rows";

/** Where rows lie by their first two numbers, in the square from 0 to 1, with the same scale on both axes. */
export function inUnitSquare({ count, width, values }: Rows): Float32Array {
  const least = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const most = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const numberOf = (index: number, axis: number) => (axis < width ? (values[index * width + axis] as number) : 0);
  for (let index = 0; index < count; index++) {
    for (const axis of [0, 1]) {
      least[axis] = Math.min(least[axis] as number, numberOf(index, axis));
      most[axis] = Math.max(most[axis] as number, numberOf(index, axis));
    }
  }
  const [x = 0, y = 0] = [0, 1].map((axis) => ((least[axis] as number) + (most[axis] as number)) / 2);
  const extent = Math.max(...[0, 1].map((axis) => (most[axis] as number) - (least[axis] as number))) || 1;
  const positions = new Float32Array(2 * count);
  for (let index = 0; index < count; index++) {
    positions[2 * index] = (numberOf(index, 0) - x) / extent + 0.5;
    positions[2 * index + 1] = (numberOf(index, 1) - y) / extent + 0.5;
  }
  return positions;
}
