import { useEffect, useRef } from "preact/hooks";

/** Draws once in the next frame, however often what it draws has changed until then. */
export function useFrame(draw: () => void, changed: readonly unknown[]): void {
  const frame = useRef<number>(undefined);
  const latest = useRef(draw);
  latest.current = draw;
  useEffect(() => {
    frame.current ??= requestAnimationFrame(() => {
      frame.current = undefined;
      latest.current();
    });
  }, changed);
  useEffect(() => () => (frame.current === undefined ? undefined : cancelAnimationFrame(frame.current)), []);
}
