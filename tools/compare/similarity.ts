/** The length of a vector in its space. */
export function magnitude(vector: readonly number[]): number {
  return Math.hypot(...vector);
}

/** The cosine similarity of two vectors that have as many numbers; 0 where one of them is zero. */
export function cosine(one: readonly number[], other: readonly number[]): number {
  const product = one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);
  return product === 0 ? 0 : product / (magnitude(one) * magnitude(other));
}
