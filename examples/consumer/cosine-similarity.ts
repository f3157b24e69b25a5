/** The cosine of the angle between two vectors of the same length, from -1 to 1. Throws where one is zero. */
export function cosineSimilarity(a: readonly number[], b: readonly number[]): number {
  const lengths = Math.hypot(...a) * Math.hypot(...b);
  if (lengths === 0) throw new Error("A vector of zeros has no direction");
  return a.reduce((sum, value, index) => sum + value * (b[index] as number), 0) / lengths;
}
