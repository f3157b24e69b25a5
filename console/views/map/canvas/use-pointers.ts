import { useEffect, useRef } from "preact/hooks";
import type { Point } from "../math/polygon";
import { moved, pinched, type Size, type Viewport, zoomed } from "./viewport";

/** What becomes of what pointers do. */
export interface PointerArgs {
  readonly element: { readonly current: HTMLElement | null };
  readonly viewport: Viewport;
  readonly size: Size;
  /** Whether drawing a line chooses; otherwise it moves the map, but for one with the shift key. */
  readonly isLasso: boolean;
  readonly onViewport: (viewport: Viewport) => void;
  /** The pointer is at a place, or has left. */
  readonly onHover: (at: Point | undefined) => void;
  readonly onPick: (at: Point) => void;
  /** The line around what is chosen grows, and is done. */
  readonly onLasso: (corners: readonly Point[], isDone: boolean) => void;
}

/** What has moved less is a click, in CSS pixels. */
const clickReach = 4;
/** By how much a pixel of a wheel zooms. */
const wheelSpeed = 0.0016;
/** Of a line of a wheel, in pixels. */
const lineHeight = 16;

/** Moves, zooms and chooses by mouse, pen and fingers. */
export function usePointers(args: PointerArgs): void {
  const latest = useRef(args);
  latest.current = args;
  useEffect(() => {
    const { element } = latest.current;
    const target = element.current;
    if (!target) return;
    const down = new Map<number, Point>();
    let start: Point | undefined;
    let lasso: Point[] | undefined;
    const placeOf = ({ clientX, clientY }: MouseEvent): Point => {
      const { left, top } = target.getBoundingClientRect();
      return [clientX - left, clientY - top];
    };
    const show = (viewport: Viewport) => {
      // The next event may come before the page is drawn.
      latest.current = { ...latest.current, viewport };
      latest.current.onViewport(viewport);
    };
    const press = (event: PointerEvent) => {
      if (event.button !== 0) return;
      target.setPointerCapture(event.pointerId);
      down.set(event.pointerId, placeOf(event));
      start = down.size === 1 ? placeOf(event) : undefined;
      lasso = down.size === 1 && (latest.current.isLasso || event.shiftKey) ? [placeOf(event)] : undefined;
      if (down.size > 1) latest.current.onLasso([], false);
    };
    const move = (event: PointerEvent) => {
      const { viewport, size, onHover, onLasso } = latest.current;
      const at = placeOf(event);
      const before = down.get(event.pointerId);
      if (!before) return onHover(at);
      if (lasso) {
        lasso.push(at);
        return onLasso(lasso, false);
      }
      // Nothing moves before it is no click.
      if (start && Math.hypot(at[0] - start[0], at[1] - start[1]) < clickReach) return;
      start = undefined;
      down.set(event.pointerId, at);
      const [other] = [...down].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
      onHover(undefined);
      show(
        other
          ? pinched(viewport, [before, other], [at, other], size)
          : moved(viewport, [at[0] - before[0], at[1] - before[1]]),
      );
    };
    const release = (event: PointerEvent) => {
      if (!down.delete(event.pointerId)) return;
      const { onLasso, onPick } = latest.current;
      if (lasso && lasso.length > 2) onLasso(lasso, true);
      else if (start) onPick(start);
      start = undefined;
      lasso = undefined;
    };
    const cancel = (event: PointerEvent) => {
      down.delete(event.pointerId);
      start = undefined;
      lasso = undefined;
      latest.current.onLasso([], false);
    };
    const leave = ({ pointerType }: PointerEvent) => {
      // A finger that is lifted has not gone away from what it has touched.
      if (pointerType !== "touch") latest.current.onHover(undefined);
    };
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      const { viewport, size } = latest.current;
      const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? lineHeight : 1);
      // Browsers tell a pinch on a touchpad as a wheel with this key, in smaller steps.
      const speed = wheelSpeed * (event.ctrlKey ? 5 : 1);
      show(zoomed(viewport, placeOf(event), Math.exp(-pixels * speed), size));
    };
    const controller = new AbortController();
    const { signal } = controller;
    target.addEventListener("pointerdown", press, { signal });
    target.addEventListener("pointermove", move, { signal });
    target.addEventListener("pointerup", release, { signal });
    target.addEventListener("pointercancel", cancel, { signal });
    target.addEventListener("pointerleave", leave, { signal });
    // Else the page scrolls.
    target.addEventListener("wheel", wheel, { signal, passive: false });
    return () => controller.abort();
  }, []);
}
