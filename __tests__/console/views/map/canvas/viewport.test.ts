import {
  moved,
  onScreen,
  pinched,
  showing,
  type Viewport,
  wholeMap,
  zoomed,
} from "../../../../../console/views/map/canvas/viewport";
import type { Point } from "../../../../../console/views/map/math/polygon";

const size = { width: 1_000, height: 600 };
const whole = wholeMap(size);

/** What of the map is at a place of the screen. */
function under({ scale, x, y }: Viewport, [atX, atY]: Point): Point {
  return [(atX - x) / scale, (atY - y) / scale];
}

function expectClose(one: Point, other: Point): void {
  expect(one[0]).toBeCloseTo(other[0], 8);
  expect(one[1]).toBeCloseTo(other[1], 8);
}

test("shows all of the map in the middle of what is below its tools, also where there is no room", () => {
  expectClose(onScreen(whole, [0.5, 0.5]), [500, 312]);
  expect(onScreen(whole, [0, 0])[1]).toBe(48);
  expect(onScreen(whole, [1, 1])[1]).toBe(576);
  expectClose(onScreen(wholeMap({ width: 300, height: 600 }), [0.5, 0.5]), [150, 312]);
  expect(wholeMap({ width: 0, height: 0 }).scale).toBe(1);
});

test("zooms around a place", () => {
  const at = [123, 456] as const;
  const nearer = zoomed(whole, at, 3, size);
  expect(nearer.scale).toBeCloseTo(3 * whole.scale, 8);
  expectClose(under(nearer, at), under(whole, at));
});

test("zooms neither without end nor into nothing", () => {
  expect(zoomed(whole, [0, 0], 1e9, size).scale).toBe(500 * whole.scale);
  expect(zoomed(whole, [0, 0], 1e-9, size).scale).toBe(0.5 * whole.scale);
});

test("keeps what is under two fingers there", () => {
  const from = [
    [100, 100],
    [300, 100],
  ] as const;
  const to = [
    [50, 200],
    [450, 200],
  ] as const;
  const next = pinched(whole, from, to, size);
  expect(next.scale).toBeCloseTo(2 * whole.scale, 8);
  expectClose(under(next, to[0]), under(whole, from[0]));
  expectClose(under(next, to[1]), under(whole, from[1]));
});

test("moves so far that a point is seen, and not where it is seen", () => {
  const away = moved(whole, [-900, 0]);
  const [x, y] = onScreen(showing(away, [0, 0.5], size), [0, 0.5]);
  expect(x).toBe(24);
  expect(y).toBe(312);
  expect(onScreen(showing(moved(whole, [0, -900]), [0.5, 0], size), [0.5, 0])[1]).toBe(48);
  expect(showing(whole, [0.5, 0.5], size)).toEqual(whole);
});
