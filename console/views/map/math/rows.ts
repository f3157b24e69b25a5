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

/** The products of a vector with rows, four at a time, which reads the vector a fourth as often. */
export function productsWith({ count, width, values }: Rows, vector: Float32Array, into: Float32Array): void {
  let row = 0;
  for (; row + 4 <= count; row += 4) {
    let [a, b, c, d] = [0, 0, 0, 0];
    const start = row * width;
    for (let i = 0; i < width; i++) {
      const value = vector[i] as number;
      a += value * (values[start + i] as number);
      b += value * (values[start + width + i] as number);
      c += value * (values[start + 2 * width + i] as number);
      d += value * (values[start + 3 * width + i] as number);
    }
    into[row] = a;
    into[row + 1] = b;
    into[row + 2] = c;
    into[row + 3] = d;
  }
  for (; row < count; row++) into[row] = dot(vector, values.subarray(row * width, (row + 1) * width));
}

/** Gives a vector the length 1, where it is not zero, so that the product of two is their cosine similarity. */
export function normalizeRow(vector: Float32Array): void {
  const length = Math.sqrt(dot(vector, vector));
  if (length > 0) for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] as number) / length;
}
