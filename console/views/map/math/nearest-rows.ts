import { dot, type Rows, rowOf } from "./rows";

/** A row, and its product with what it was compared to. */
export interface NearRow {
  readonly index: number;
  readonly score: number;
}

/** The rows whose products with a vector are the greatest, the greatest first. */
export function nearestRows(rows: Rows, vector: Float32Array, count: number, isLeftOut = (_index: number) => false) {
  const nearest: NearRow[] = [];
  for (let index = 0; index < rows.count; index++) {
    const score = dot(vector, rowOf(rows, index));
    const last = nearest.at(-1);
    if (nearest.length === count && last && score <= last.score) continue;
    if (isLeftOut(index)) continue;
    const place = nearest.findIndex((other) => other.score < score);
    nearest.splice(place < 0 ? nearest.length : place, 0, { index, score });
    if (nearest.length > count) nearest.pop();
  }
  return nearest;
}
