import { useMemo, useRef, useState } from "preact/hooks";
import type { Colouring } from "../colouring";
import type { GroupLook } from "../group-look";
import type { MapPoint } from "../map-point";
import type { Point } from "../math/polygon";
import { drawOverlay } from "./draw-overlay";
import { drawPoints } from "./draw-points";
import { pointAt, pointsIn, pointsSeen, positionOf } from "./find-points";
import { MapTools } from "./map-tools";
import type { Mark } from "./marks";
import { PointTooltip } from "./point-tooltip";
import { pressOnMap, zoomStep } from "./press-on-map";
import { useFrame } from "./use-frame";
import { useIsDark } from "./use-is-dark";
import { useMorph } from "./use-morph";
import { usePointers } from "./use-pointers";
import { useSize } from "./use-size";
import { onScreen, type Viewport, wholeMap, zoomed } from "./viewport";

/** What the map shows. */
export interface MapCanvasProps {
  readonly points: readonly MapPoint[];
  readonly positions: Float32Array;
  readonly colouring: Colouring;
  readonly looks: readonly GroupLook[];
  /** The one group that is looked at; all where there is none. */
  readonly only: number | undefined;
  readonly chosen: ReadonlySet<number>;
  readonly marks: readonly Mark[];
  /** The point that something beside the map is about. */
  readonly pointed: number | undefined;
  readonly onPick: (index: number | undefined) => void;
  readonly onChoose: (indexes: readonly number[]) => void;
}

/** The map: points to look at, by pointer or keyboard. */
export function MapCanvas(props: MapCanvasProps) {
  const { points, colouring, looks, only, chosen, marks, pointed, onPick, onChoose } = props;
  const element = useRef<HTMLDivElement>(null);
  const base = useRef<HTMLCanvasElement>(null);
  const overlay = useRef<HTMLCanvasElement>(null);
  const size = useSize(element);
  const isDark = useIsDark();
  const positions = useMorph(props.positions);
  const [moved, setMoved] = useState<Viewport>();
  const viewport = moved ?? wholeMap(size);
  const [current, setCurrent] = useState<number>();
  const [said, setSaid] = useState("");
  const [isLasso, setLasso] = useState(false);
  const [lasso, setLassoLine] = useState<readonly Point[]>([]);
  const { groupOf } = colouring;
  const isOffered = useMemo(
    () => (only === undefined ? () => true : (index: number) => groupOf[index] === only),
    [only, groupOf],
  );
  const isMeant = useMemo(
    () => (chosen.size === 0 ? isOffered : (index: number) => isOffered(index) && chosen.has(index)),
    [isOffered, chosen],
  );
  const shown = { positions, viewport, isMeant: isOffered };
  const at = current ?? pointed;
  const view = [positions, viewport.scale, viewport.x, viewport.y, size, isDark];
  useFrame(() => {
    if (base.current) drawPoints(base.current, { positions, groupOf, looks, isMeant }, viewport, size);
  }, [...view, groupOf, looks, isMeant]);
  useFrame(() => {
    if (overlay.current) drawOverlay(overlay.current, { positions, marks, current: at, lasso }, viewport, size);
  }, [...view, marks, at, lasso]);
  usePointers({
    element,
    viewport,
    size,
    isLasso,
    onViewport: setMoved,
    onHover: (place) => setCurrent(place && pointAt(shown, place)),
    onPick: (place) => {
      const index = pointAt(shown, place);
      // A finger hovers over nothing.
      setCurrent(index);
      onPick(index);
    },
    onLasso: (corners, isDone) => {
      setLassoLine(isDone ? [] : [...corners]);
      if (isDone) onChoose(pointsIn(shown, corners));
    },
  });
  const focus = (index: number) => {
    setCurrent(index);
    const { id, text = "" } = points[index] as MapPoint;
    setSaid(`${id}: ${text.slice(0, 160)}`);
  };
  const toggle = (index: number) => {
    const others = [...chosen].filter((other) => other !== index);
    onChoose(chosen.has(index) ? others : [...others, index]);
    setSaid(`${points[index]?.id} ${chosen.has(index) ? "not chosen" : "chosen"}`);
  };
  const zoom = (factor: number) => setMoved(zoomed(viewport, [size.width / 2, size.height / 2], factor, size));
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isTaken = pressOnMap(event, {
      shown,
      size,
      current: at,
      onViewport: setMoved,
      onCurrent: focus,
      onPick,
      onToggle: toggle,
      onClear: () => onChoose([]),
    });
    if (isTaken) event.preventDefault();
  };
  return (
    <div class="map-area">
      <div
        ref={element}
        class={isLasso ? "map-canvas lasso" : "map-canvas"}
        role="application"
        aria-label="Map of the stored texts"
        aria-describedby="map-keys"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard moves about in it.
        tabIndex={0}
        onKeyDown={press}
        onBlur={() => setCurrent(undefined)}
      >
        <canvas ref={base} />
        <canvas ref={overlay} />
      </div>
      <MapTools
        isLasso={isLasso}
        onLasso={() => setLasso(!isLasso)}
        onSeen={() => onChoose(pointsSeen(shown, size))}
        onNearer={() => zoom(zoomStep)}
        onFarther={() => zoom(1 / zoomStep)}
        onWhole={() => setMoved(undefined)}
      />
      {at !== undefined && lasso.length === 0 && size.width > 0 ? (
        <PointTooltip point={points[at] as MapPoint} at={onScreen(viewport, positionOf(positions, at))} size={size} />
      ) : null}
      <p class="visually-hidden" role="status">
        {said}
      </p>
    </div>
  );
}
