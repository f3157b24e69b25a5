import { createHash } from "node:crypto";

/**
 * The first `dimension` numbers of a vector in axes that a space has for itself: signs by the space, then the Hadamard
 * transform. As many as the vector has keep all cosines as they are, and fewer nearly, for each number is as much of the
 * whole as any other (Johnson and Lindenstrauss); vectors of two spaces have nothing in common. The vector has 2^n numbers.
 */
export function fold(vector: Float32Array, dimension: number, space: string): number[] {
  const signs = createHash("shake256", { outputLength: Math.ceil(vector.length / 8) })
    .update(`axes ${space}`)
    .digest();
  const folded = Float64Array.from(vector, (value, index) =>
    ((signs[index >> 3] ?? 0) >> (index & 7)) & 1 ? value : -value,
  );
  for (let half = 1; half < folded.length; half *= 2) {
    for (let index = 0; index < folded.length; index++) {
      if (index & half) continue;
      const a = folded[index] ?? 0;
      const b = folded[index + half] ?? 0;
      folded[index] = a + b;
      folded[index + half] = a - b;
    }
  }
  return [...folded.subarray(0, dimension)];
}
