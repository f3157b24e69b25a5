import { lengthOf } from "../../embedding/unit-length";

/** The vector in the same direction whose length is this; zeros as they are. */
export function ofLength(vector: readonly number[], length: number): number[] {
  const scale = length / (lengthOf(vector) || 1);
  return vector.map((value) => value * scale);
}
