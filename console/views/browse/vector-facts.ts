/** What is said of a vector in place of its colours. */
export interface VectorFacts {
  readonly count: number;
  readonly min: number;
  readonly max: number;
  /** The Euclidean length. */
  readonly norm: number;
}

/** What is said of a vector; undefined where it has no numbers. */
export function vectorFacts(vector: readonly number[]): VectorFacts | undefined {
  const [first] = vector;
  if (first === undefined) return undefined;
  let [min, max, squares] = [first, first, 0];
  for (const value of vector) {
    min = Math.min(min, value);
    max = Math.max(max, value);
    squares += value * value;
  }
  return { count: vector.length, min, max, norm: Math.sqrt(squares) };
}

/** The same in words. */
export function describeVector({ count, min, max, norm }: VectorFacts): string {
  const numbers = count === 1 ? "1 number" : `${count.toLocaleString("en")} numbers`;
  return `${numbers} from ${signed(min)} to ${signed(max)}, length ${norm.toFixed(4)}`;
}

/** A number with four decimals, and a sign that is as wide as its digits. */
export function signed(value: number): string {
  return value.toFixed(4).replace("-", "\u2212");
}
