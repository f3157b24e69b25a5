import { dot, productsWith, type Rows, rowOf } from "./rows";

/** How many of the nearest a point is placed among. */
const neighbours = 3;
/** That of what is nearest where it is the same, so that no weight is endless. */
const leastDistance = 1e-6;

/** A row, and the square of its distance. */
interface Neighbour {
  readonly index: number;
  readonly distance: number;
}

/**
 * Gives the other vectors their places on a map that has some of them: among their nearest, by the inverse of the squared
 * distances. How many have theirs is told each time.
 */
export function placeAmong(
  rows: Rows,
  placed: Int32Array,
  positions: Float32Array,
  onPlaced: (count: number) => void,
): void {
  const among = selected(rows, placed);
  const squares = Float32Array.from(placed, (index) => dot(rowOf(rows, index), rowOf(rows, index)));
  const products = new Float32Array(placed.length);
  const isPlaced = new Set(placed);
  let count = 0;
  for (let index = 0; index < rows.count; index++) {
    if (isPlaced.has(index)) continue;
    const row = rowOf(rows, index);
    productsWith(among, row, products);
    const near = nearest(products, squares, dot(row, row));
    const weights = near.map(({ distance }) => 1 / Math.max(distance, leastDistance));
    const sum = weights.reduce((all, weight) => all + weight, 0);
    for (const axis of [0, 1]) {
      positions[2 * index + axis] = near.reduce((all, neighbour, i) => {
        const position = positions[2 * (placed[neighbour.index] as number) + axis] as number;
        return all + ((weights[i] as number) / sum) * position;
      }, 0);
    }
    onPlaced(++count);
  }
}

function selected(rows: Rows, indexes: Int32Array): Rows {
  const values = new Float32Array(indexes.length * rows.width);
  indexes.forEach((index, place) => {
    values.set(rowOf(rows, index), place * rows.width);
  });
  return { count: indexes.length, width: rows.width, values };
}

/** The nearest to a vector of such a square, by its products with others and their squares. */
function nearest(products: Float32Array, squares: Float32Array, square: number): Neighbour[] {
  const near: Neighbour[] = [];
  let furthest = Number.POSITIVE_INFINITY;
  for (let index = 0; index < products.length; index++) {
    const distance = square + (squares[index] as number) - 2 * (products[index] as number);
    if (distance >= furthest) continue;
    const place = near.findIndex((one) => one.distance > distance);
    near.splice(place < 0 ? near.length : place, 0, { index, distance });
    if (near.length > neighbours) near.pop();
    if (near.length === neighbours) furthest = near.at(-1)?.distance ?? furthest;
  }
  return near;
}
