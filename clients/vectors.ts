/** Vectors of texts, in their order. */
export type Vectors = readonly (readonly number[])[];

/** Below which two vectors are not of the same text: a client may have the numbers with fewer digits. */
const leastCosine = 0.9999;

/** What differs between a client's vectors and those that the service has for the same texts; undefined for nothing. */
export function differenceOf(vectors: Vectors, expected: Vectors): string | undefined {
  if (vectors.length !== expected.length) return `${vectors.length} vectors of ${expected.length} texts`;
  for (const [index, vector] of vectors.entries()) {
    const other = expected[index] ?? [];
    if (vector.length !== other.length) return `vector ${index} has ${vector.length} of ${other.length} numbers`;
    const similarity = cosine(vector, other);
    if (!(similarity > leastCosine)) return `vector ${index} is another text's: its cosine is ${similarity}`;
  }
  return undefined;
}

function cosine(one: readonly number[], other: readonly number[]): number {
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
  return dot(one, other) / Math.sqrt(dot(one, one) * dot(other, other));
}
