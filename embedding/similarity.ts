import { lengthOf } from "./unit-length";

/**
 * The dot product of two vectors that have as many numbers: of two of unit length their cosine similarity. `reduce` takes
 * several times as long.
 */
export function dotProduct(one: readonly number[], other: readonly number[]): number {
  let sum = 0;
  for (let index = 0; index < one.length; index++) sum += (one[index] ?? 0) * (other[index] ?? 0);
  return sum;
}

/** The cosine similarity of two vectors that have as many numbers; 0 where one of them is zero. */
export function cosine(one: readonly number[], other: readonly number[]): number {
  const product = dotProduct(one, other);
  return product === 0 ? 0 : product / (lengthOf(one) * lengthOf(other));
}
