import { useEffect, useRef, useState } from "preact/hooks";

/** How long points take to go to where they belong next, in milliseconds. */
const durationMs = 600;

/** Positions that go over to others, so that one sees what has gone where; at once where one wants nothing to move. */
export function useMorph(positions: Float32Array): Float32Array {
  const [shown, setShown] = useState(positions);
  const now = useRef(positions);
  now.current = shown;
  useEffect(() => {
    const from = now.current;
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (from === positions) return;
    if (isStill) return setShown(positions);
    const startMs = performance.now();
    let frame = requestAnimationFrame(function step(nowMs) {
      const part = Math.min(1, Math.max(0, (nowMs - startMs) / durationMs));
      if (part === 1) return setShown(positions);
      const eased = part * part * (3 - 2 * part);
      setShown(positions.map((to, index) => (from[index] as number) * (1 - eased) + to * eased));
      frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [positions]);
  return shown;
}
