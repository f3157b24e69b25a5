import type { Point } from "../math/polygon";

/** What of a map is seen: a position of the map is at `scale` times itself, moved, in CSS pixels. */
export interface Viewport {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** The size of a drawing, in CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

const padding = 24;
/** So much is above the map, where its tools are. */
const topPadding = 48;
/** In comparison with all of the map. */
const [leastZoom, mostZoom] = [0.5, 500];

/** All of the map, which is the square from 0 to 1. */
export function wholeMap({ width, height }: Size): Viewport {
  const room = height - topPadding - padding;
  const scale = Math.max(1, Math.min(width - 2 * padding, room));
  return { scale, x: (width - scale) / 2, y: topPadding + (room - scale) / 2 };
}

/** Nearer or farther by a factor, where one point of the screen stays in its place. */
export function zoomed({ scale, x, y }: Viewport, [atX, atY]: Point, factor: number, size: Size): Viewport {
  const whole = wholeMap(size).scale;
  const next = Math.min(mostZoom * whole, Math.max(leastZoom * whole, scale * factor));
  const taken = next / scale;
  return { scale: next, x: atX - (atX - x) * taken, y: atY - (atY - y) * taken };
}

export function moved({ scale, x, y }: Viewport, [byX, byY]: Point): Viewport {
  return { scale, x: x + byX, y: y + byY };
}

/** Where two fingers have moved from two places to two others. */
export function pinched(
  viewport: Viewport,
  from: readonly [Point, Point],
  to: readonly [Point, Point],
  size: Size,
): Viewport {
  const [start, end] = [middle(from), middle(to)];
  const apart = distance(from);
  const next = zoomed(viewport, start, apart > 0 ? distance(to) / apart : 1, size);
  return moved(next, [end[0] - start[0], end[1] - start[1]]);
}

/** Where a position of the map is on the screen. */
export function onScreen({ scale, x, y }: Viewport, [mapX, mapY]: Point): Point {
  return [mapX * scale + x, mapY * scale + y];
}

/** So moved that a position of the map is seen, and not at the very edge. */
export function showing(viewport: Viewport, position: Point, { width, height }: Size): Viewport {
  const [x, y] = onScreen(viewport, position);
  const inside = (value: number, least: number, most: number) =>
    Math.min(Math.max(value, least), Math.max(least, most - padding));
  return moved(viewport, [inside(x, padding, width) - x, inside(y, topPadding, height) - y]);
}

function middle([[x, y], [otherX, otherY]]: readonly [Point, Point]): Point {
  return [(x + otherX) / 2, (y + otherY) / 2];
}

function distance([[x, y], [otherX, otherY]]: readonly [Point, Point]): number {
  return Math.hypot(otherX - x, otherY - y);
}
