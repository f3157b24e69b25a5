import { isInPolygon, type Point } from "../math/polygon";
import { onScreen, type Size, type Viewport } from "./viewport";

/** What is looked through. */
export interface Shown {
  /** Of the points, in the square from 0 to 1. */
  readonly positions: Float32Array;
  readonly viewport: Viewport;
  /** Whether a point is drawn as one of those that are meant. */
  readonly isMeant: (index: number) => boolean;
}

/** A point is meant from so far, in CSS pixels. */
const reach = 12;

/** The point that is nearest to a place of the screen; undefined where none is near. */
export function pointAt(shown: Shown, [x, y]: Point, within = reach): number | undefined {
  let nearest: number | undefined;
  let least = within ** 2;
  forEachShown(shown, (index, pointX, pointY) => {
    const distance = (pointX - x) ** 2 + (pointY - y) ** 2;
    if (distance > least) return;
    least = distance;
    nearest = index;
  });
  return nearest;
}

/** A direction of an arrow key. */
export type Direction = Point;

/** The next point in a direction from another, or from the middle of what is seen; undefined where there is none. */
export function nextPoint(shown: Shown, from: number | undefined, [dx, dy]: Direction, size: Size): number | undefined {
  if (from === undefined) return pointAt(shown, [size.width / 2, size.height / 2], Number.POSITIVE_INFINITY);
  const [fromX, fromY] = onScreen(shown.viewport, positionOf(shown.positions, from));
  let next: number | undefined;
  let least = Number.POSITIVE_INFINITY;
  forEachShown(shown, (index, x, y) => {
    const along = (x - fromX) * dx + (y - fromY) * dy;
    const aside = Math.abs((x - fromX) * dy - (y - fromY) * dx);
    // What is nearer to another direction belongs to that.
    if (along <= 0 || aside > along || index === from) return;
    const cost = along + 2 * aside;
    if (cost >= least) return;
    least = cost;
    next = index;
  });
  return next;
}

/** The points in a polygon of the screen. */
export function pointsIn(shown: Shown, corners: readonly Point[]): number[] {
  const found: number[] = [];
  forEachShown(shown, (index, x, y) => {
    if (isInPolygon([x, y], corners)) found.push(index);
  });
  return found;
}

/** The points that are seen. */
export function pointsSeen(shown: Shown, { width, height }: Size): number[] {
  const found: number[] = [];
  forEachShown(shown, (index, x, y) => {
    if (x >= 0 && y >= 0 && x <= width && y <= height) found.push(index);
  });
  return found;
}

/** A position of the map. */
export function positionOf(positions: Float32Array, index: number): Point {
  return [positions[2 * index] ?? 0, positions[2 * index + 1] ?? 0];
}

function forEachShown(
  { positions, viewport, isMeant }: Shown,
  tell: (index: number, x: number, y: number) => void,
): void {
  for (let index = 0; 2 * index < positions.length; index++) {
    if (!isMeant(index)) continue;
    const [x, y] = onScreen(viewport, positionOf(positions, index));
    tell(index, x, y);
  }
}
