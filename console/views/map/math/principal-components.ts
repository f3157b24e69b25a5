import { EigenvalueDecomposition, Matrix, QrDecomposition } from "ml-matrix";
import { gaussian, seededRandom } from "./random";
import { dot, productsWith, type Rows, rowOf } from "./rows";
import { spreadSample } from "./spread-sample";

/** The directions in which vectors differ most. */
export interface PrincipalComponents {
  readonly mean: Float32Array;
  /** Of unit length and orthogonal to each other; the first has the most of the variance. */
  readonly axes: Rows;
  /** Along each axis. */
  readonly variances: readonly number[];
  /** Along all directions there are. */
  readonly totalVariance: number;
}

/** So many vectors tell the directions of all as well as a map needs them. */
const sampleSize = 4_000;
/** By how many directions more are followed than asked for, and how often: https://arxiv.org/abs/0909.4061, sections 4.3 and 4.5. */
const oversampling = 10;
const iterations = 3;

/** The first principal components of vectors, by a randomized subspace iteration over a sample of them. */
export function principalComponents(rows: Rows, count: number): PrincipalComponents {
  const sample = spreadSample(rows.count, sampleSize);
  const mean = meanOf(rows, sample);
  const followed = Math.min(count + oversampling, rows.width, sample.length);
  const random = seededRandom(1);
  let basis = orthonormal({
    count: followed,
    width: rows.width,
    values: Float32Array.from({ length: followed * rows.width }, () => gaussian(random)),
  });
  const forEachAlong = (tell: (centred: Float32Array, along: Float32Array) => void) => {
    const centred = new Float32Array(rows.width);
    const along = new Float32Array(followed);
    for (const index of sample) {
      subtract(rowOf(rows, index), mean, centred);
      productsWith(basis, centred, along);
      tell(centred, along);
    }
  };
  for (let iteration = 0; iteration < iterations; iteration++) {
    const next = { ...basis, values: new Float32Array(basis.values.length) };
    forEachAlong((centred, along) => {
      for (let axis = 0; axis < followed; axis++) addTo(rowOf(next, axis), centred, along[axis] as number);
    });
    basis = orthonormal(next);
  }
  const covariance = Matrix.zeros(followed, followed);
  let totalVariance = 0;
  forEachAlong((centred, along) => {
    totalVariance += dot(centred, centred) / sample.length;
    along.forEach((one, i) => {
      along.forEach((other, j) => {
        covariance.set(i, j, covariance.get(i, j) + (one * other) / sample.length);
      });
    });
  });
  return { mean, totalVariance, ...mainDirections(basis, covariance, count) };
}

/** The directions in the span of rows in which what varies so along the rows varies most. */
function mainDirections(
  basis: Rows,
  covariance: Matrix,
  count: number,
): Pick<PrincipalComponents, "axes" | "variances"> {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(covariance, { assumeSymmetric: true });
  const variances = realEigenvalues.map((value) => Math.max(0, value));
  const order = [...variances.keys()].sort((one, other) => (variances[other] ?? 0) - (variances[one] ?? 0));
  const kept = order.slice(0, count);
  const axes = { count: kept.length, width: basis.width, values: new Float32Array(kept.length * basis.width) };
  kept.forEach((column, axis) => {
    for (let i = 0; i < basis.count; i++) addTo(rowOf(axes, axis), rowOf(basis, i), eigenvectorMatrix.get(i, column));
  });
  return { axes, variances: kept.map((column) => variances[column] ?? 0) };
}

/** Where vectors lie along the axes. */
export function scoresOf(rows: Rows, { mean, axes }: PrincipalComponents): Rows {
  const scores = { count: rows.count, width: axes.count, values: new Float32Array(rows.count * axes.count) };
  const centred = new Float32Array(rows.width);
  for (let index = 0; index < rows.count; index++) {
    subtract(rowOf(rows, index), mean, centred);
    productsWith(axes, centred, rowOf(scores, index));
  }
  return scores;
}

function meanOf(rows: Rows, sample: Int32Array): Float32Array {
  const sum = new Float64Array(rows.width);
  for (const index of sample) {
    const row = rowOf(rows, index);
    for (let i = 0; i < row.length; i++) sum[i] = (sum[i] as number) + (row[i] as number);
  }
  return Float32Array.from(sum, (value) => value / (sample.length || 1));
}

/** Rows that span what others span, of unit length and orthogonal to each other. */
function orthonormal({ count, width, values }: Rows): Rows {
  const columns = new Matrix(width, count);
  for (let i = 0; i < count; i++) for (let j = 0; j < width; j++) columns.set(j, i, values[i * width + j] as number);
  const { orthogonalMatrix } = new QrDecomposition(columns);
  const spanned = new Float32Array(values.length);
  for (let i = 0; i < count; i++) for (let j = 0; j < width; j++) spanned[i * width + j] = orthogonalMatrix.get(j, i);
  return { count, width, values: spanned };
}

function subtract(one: Float32Array, other: Float32Array, into: Float32Array): void {
  for (let i = 0; i < into.length; i++) into[i] = (one[i] as number) - (other[i] as number);
}

function addTo(sum: Float32Array, vector: Float32Array, factor: number): void {
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + factor * (vector[i] as number);
}
