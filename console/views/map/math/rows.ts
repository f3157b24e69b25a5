/** Vectors of one length, one after another. */
export interface Rows {
  readonly count: number;
  /** The numbers of each. */
  readonly width: number;
  readonly values: Float32Array;
}

/** One of them, without a copy. */
export function rowOf({ width, values }: Rows, index: number): Float32Array {
  return values.subarray(index * width, (index + 1) * width);
}

/** The product of two vectors, of which the other may be longer. */
export function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += (one[i] as number) * (other[i] as number);
  return sum;
}

/** Gives a vector the length 1, where it is not zero, so that the product of two is their cosine similarity. */
export function normalizeRow(vector: Float32Array): void {
  const length = Math.sqrt(dot(vector, vector));
  if (length > 0) for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] as number) / length;
}
