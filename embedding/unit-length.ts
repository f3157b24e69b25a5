import type { Vector } from "./vector";

/** How far from 1 the length of a vector may be, whose numbers were rounded. */
const tolerance = 1e-4;

/** The Euclidean length of a vector. `Math.hypot` takes twenty times as long. */
export function lengthOf(vector: readonly number[]): number {
  let sum = 0;
  for (const value of vector) sum += value * value;
  return Math.sqrt(sum);
}

/** Whether a vector has unit length, so that a dot product is a cosine similarity. */
export function hasUnitLength(vector: readonly number[]): boolean {
  return Math.abs(lengthOf(vector) - 1) <= tolerance;
}

/** A vector of the same direction with unit length; zeros as they are. */
export function toUnitLength(vector: Vector): Vector {
  const length = lengthOf(vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}
