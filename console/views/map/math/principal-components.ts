import { EigenvalueDecomposition, Matrix, QrDecomposition } from "ml-matrix";
import { gaussian, seededRandom } from "./random";
import { dot, type Rows, rowOf } from "./rows";
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
  const centred = new Float32Array(rows.width);
  const along = new Float32Array(followed);
  for (let iteration = 0; iteration < iterations; iteration++) {
    const next = { ...basis, values: new Float32Array(basis.values.length) };
    for (const index of sample) {
      subtract(rowOf(rows, index), mean, centred);
      productsWith(basis, centred, along);
      for (let axis = 0; axis < followed; axis++) addTo(rowOf(next, axis), centred, along[axis] as number);
    }
    basis = orthonormal(next);
  }
  const covariance = Matrix.zeros(followed, followed);
  let totalVariance = 0;
  for (const index of sample) {
    subtract(rowOf(rows, index), mean, centred);
    productsWith(basis, centred, along);
    totalVariance += dot(centred, centred) / sample.length;
    for (let i = 0; i < followed; i++) {
      for (let j = 0; j <= i; j++) {
        covariance.set(i, j, covariance.get(i, j) + ((along[i] as number) * (along[j] as number)) / sample.length);
      }
    }
  }
  for (let i = 0; i < followed; i++) for (let j = 0; j < i; j++) covariance.set(j, i, covariance.get(i, j));
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(covariance, { assumeSymmetric: true });
  const order = [...realEigenvalues.keys()].sort((a, b) => (realEigenvalues[b] ?? 0) - (realEigenvalues[a] ?? 0));
  const kept = order.slice(0, Math.min(count, followed));
  const axes = { count: kept.length, width: rows.width, values: new Float32Array(kept.length * rows.width) };
  kept.forEach((column, axis) => {
    for (let i = 0; i < followed; i++) addTo(rowOf(axes, axis), rowOf(basis, i), eigenvectorMatrix.get(i, column));
  });
  return { mean, axes, variances: kept.map((column) => Math.max(0, realEigenvalues[column] ?? 0)), totalVariance };
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

/** The products of a vector with rows, four at a time, which reads the vector a fourth as often. */
function productsWith({ count, width, values }: Rows, vector: Float32Array, into: Float32Array): void {
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

function subtract(one: Float32Array, other: Float32Array, into: Float32Array): void {
  for (let i = 0; i < into.length; i++) into[i] = (one[i] as number) - (other[i] as number);
}

function addTo(sum: Float32Array, vector: Float32Array, factor: number): void {
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + factor * (vector[i] as number);
}
