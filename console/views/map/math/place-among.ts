import { type Rows, rowOf } from "./rows";

/** How many of the nearest a point is placed among. */
const neighbours = 3;
/** That of what is nearest where it is the same, so that no weight is endless. */
const leastDistance = 1e-6;

/**
 * Where vectors belong on a map that has others of them: among their nearest, by the inverse of the squared distances. Each is
 * told of as `onPlaced`, and what is on the map keeps its place.
 */
export function placeAmong(
  rows: Rows,
  placed: Int32Array,
  positions: Float32Array,
  onPlaced: (count: number) => void,
): void {
  const isPlaced = new Uint8Array(rows.count);
  for (const index of placed) isPlaced[index] = 1;
  let count = 0;
  for (let index = 0; index < rows.count; index++) {
    if (isPlaced[index]) continue;
    const near = nearestByDistance(rows, index, placed);
    const weights = near.map(({ distance }) => 1 / Math.max(distance, leastDistance));
    const sum = weights.reduce((all, weight) => all + weight, 0);
    for (const axis of [0, 1]) {
      positions[2 * index + axis] = near.reduce(
        (all, { index: other }, i) => all + ((weights[i] as number) / sum) * (positions[2 * other + axis] as number),
        0,
      );
    }
    onPlaced(++count);
  }
}

function nearestByDistance(rows: Rows, index: number, among: Int32Array) {
  const row = rowOf(rows, index);
  const near: { readonly index: number; readonly distance: number }[] = [];
  let furthest = Number.POSITIVE_INFINITY;
  for (const other of among) {
    const distance = squaredDistance(row, rows.values, other * rows.width, furthest);
    if (distance >= furthest) continue;
    const place = near.findIndex((one) => one.distance > distance);
    near.splice(place < 0 ? near.length : place, 0, { index: other, distance });
    if (near.length > neighbours) near.pop();
    if (near.length === neighbours) furthest = (near.at(-1) as { distance: number }).distance;
  }
  return near;
}

/** Of a row from one that begins there; where it is no less than a limit, no more than that is known. */
function squaredDistance(row: Float32Array, values: Float32Array, start: number, limit: number): number {
  let sum = 0;
  // The first components differ most: most rows are known to be far after a few.
  for (let i = 0; i < row.length && sum < limit; i++) sum += ((row[i] as number) - (values[start + i] as number)) ** 2;
  return sum;
}
