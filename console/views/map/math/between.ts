import { normalizeRow } from "./rows";

/** The vector at a part of the way, from 0 to 1, along the straight line between two, brought to unit length. */
export function between(from: Float32Array, to: Float32Array, part: number): Float32Array {
  const vector = from.map((value, index) => (1 - part) * value + part * (to[index] as number));
  normalizeRow(vector);
  return vector;
}
