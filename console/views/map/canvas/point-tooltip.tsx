import { type MapPoint, metadataValue } from "../map-point";
import type { Point } from "../math/polygon";
import { textBeginning } from "../text-beginning";
import type { Size } from "./viewport";

/** What {@link PointTooltip} shows. */
export interface PointTooltipProps {
  readonly point: MapPoint;
  /** Where the point is on the screen. */
  readonly at: Point;
  readonly size: Size;
}

/** What a glance takes, in characters. */
const glance = 420;
/** As wide as the style has it, in CSS pixels; and how far from the point and from the edges. */
const [width, gap, margin] = [320, 14, 8];

/** A point at a glance, on the side of it where there is more room. */
export function PointTooltip({ point, at: [x, y], size }: PointTooltipProps) {
  const heading = metadataValue(point, "heading");
  const left = Math.max(margin, Math.min(x - width / 2, size.width - width - margin));
  const isAbove = y >= size.height / 2;
  const away = Math.max(margin, (isAbove ? size.height - y : y) + gap);
  return (
    <div class="map-tooltip" style={{ left: `${left}px`, [isAbove ? "bottom" : "top"]: `${away}px` }}>
      <p class="map-id">{point.id}</p>
      {typeof heading === "string" ? <p class="map-heading">{heading.split(" > ").join(" › ")}</p> : null}
      <p class="map-text">
        {point.text === undefined ? "No text is stored with it." : textBeginning(point.text, glance)}
      </p>
    </div>
  );
}
