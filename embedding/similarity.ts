import { lengthOf } from "./unit-length";

/** The dot product of two vectors that have as many numbers: of two of unit length their cosine similarity. */
export function dotProduct(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);
}

/** The cosine similarity of two vectors that have as many numbers; 0 where one of them is zero. */
export function cosine(one: readonly number[], other: readonly number[]): number {
  const product = dotProduct(one, other);
  return product === 0 ? 0 : product / (lengthOf(one) * lengthOf(other));
}
