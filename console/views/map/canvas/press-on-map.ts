import type { Point } from "../math/polygon";
import { type Direction, nextPoint, positionOf, type Shown } from "./find-points";
import { moved, onScreen, type Size, showing, type Viewport, zoomed } from "./viewport";

const directions: Readonly<Record<string, Direction>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** By one key the map is so much nearer, and moves by so many CSS pixels. */
export const zoomStep = 1.5;
const moveStep = 80;

/** What becomes of the keys on the map. */
export interface KeyArgs {
  readonly shown: Shown;
  readonly size: Size;
  readonly current: number | undefined;
  readonly onViewport: (viewport: Viewport | undefined) => void;
  readonly onCurrent: (index: number) => void;
  /** Shows it whole. */
  readonly onPick: (index: number) => void;
  /** Chooses it, or chooses it no more. */
  readonly onToggle: (index: number) => void;
  readonly onClear: () => void;
}

/** Does what a key says, from point to point; whether it says anything. */
export function pressOnMap({ key, shiftKey }: KeyboardEvent, args: KeyArgs): boolean {
  const { shown, size, current, onViewport } = args;
  const { viewport, positions } = shown;
  const direction = directions[key];
  if (direction) {
    if (shiftKey) {
      onViewport(moved(viewport, [-direction[0] * moveStep, -direction[1] * moveStep]));
      return true;
    }
    const next = nextPoint(shown, current, direction, size);
    if (next === undefined) return true;
    args.onCurrent(next);
    onViewport(showing(viewport, positionOf(positions, next), size));
    return true;
  }
  const zoomBy = (factor: number) => {
    const middle: Point = [size.width / 2, size.height / 2];
    const at = current === undefined ? middle : onScreen(viewport, positionOf(positions, current));
    onViewport(zoomed(viewport, at, factor, size));
  };
  switch (key) {
    case "+":
    case "=":
      zoomBy(zoomStep);
      return true;
    case "-":
      zoomBy(1 / zoomStep);
      return true;
    case "0":
      onViewport(undefined);
      return true;
    case "Enter":
      if (current !== undefined) args.onPick(current);
      return true;
    case " ":
      if (current !== undefined) args.onToggle(current);
      return true;
    case "Escape":
      args.onClear();
      return true;
    default:
      return false;
  }
}
