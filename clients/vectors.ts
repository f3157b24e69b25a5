import { dotProduct } from "../embedding/similarity";
import { lengthOf } from "../embedding/unit-length";

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
    const similarity = dotProduct(vector, other) / (lengthOf(vector) * lengthOf(other));
    if (!(similarity > leastCosine)) return `vector ${index} is another text's: its cosine is ${similarity}`;
  }
  return undefined;
}
