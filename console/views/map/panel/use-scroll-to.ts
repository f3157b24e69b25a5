import { useEffect, useRef } from "preact/hooks";

/** The width from which on the panel stands beside the map, as the style has it, and scrolls by itself. */
const isBeside = "(min-width: 901px)";

/** Brings an element of the panel into view whenever something about it changes, but not before that. */
export function useScrollTo(changed: unknown) {
  const element = useRef<HTMLElement>(null);
  useEffect(() => {
    // Elsewhere the page would scroll away from the map.
    if (changed && matchMedia(isBeside).matches) element.current?.scrollIntoView({ block: "nearest" });
  }, [changed]);
  return element;
}
