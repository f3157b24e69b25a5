import type { Point } from "../math/polygon";
import { positionOf } from "./find-points";

/** A point of the map, and how much it draws what is placed among several. */
export interface Weighted {
  readonly index: number;
  readonly weight: number;
}

/** What is drawn over the points and is none of them. */
export interface Mark {
  readonly label: string;
  /** What it is placed among. */
  readonly among: readonly Weighted[];
  /** What lines lead to. */
  readonly linked: readonly number[];
  /** Of what has several places one after another, the others, which a line connects. */
  readonly path?: readonly (readonly Weighted[])[];
}

/** How many of the nearest a mark is placed among. */
const neighbours = 3;

/** What something is placed among that has so great scores with points, the greatest first: the first few, by how they differ. */
export function amongNearest(near: readonly { readonly index: number; readonly score: number }[]): Weighted[] {
  const first = near.slice(0, neighbours);
  const least = near.at(neighbours)?.score ?? near.at(-1)?.score ?? 0;
  const weights = first.map(({ score }) => Math.max(0, score - least));
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return first.map(({ index }, i) => ({ index, weight: sum > 0 ? (weights[i] ?? 0) / sum : 1 / first.length }));
}

/** The middle of points by their weights, which are 1 together. */
export function markPlace(among: readonly Weighted[], positions: Float32Array): Point {
  return among.reduce<Point>(
    ([x, y], { index, weight }) => {
      const [otherX, otherY] = positionOf(positions, index);
      return [x + weight * otherX, y + weight * otherY];
    },
    [0, 0],
  );
}
