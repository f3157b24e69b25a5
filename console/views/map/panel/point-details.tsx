import { emptySearch, searchHref } from "../../search/search-address";
import { unwrapped } from "../../search/unwrapped";
import { labelOf } from "../colouring";
import type { MapPoint } from "../map-point";
import { useScrollTo } from "./use-scroll-to";

/** What {@link PointDetails} shows. */
export interface PointDetailsProps {
  readonly point: MapPoint;
  /** Takes it as one of two that are compared. */
  readonly onCompare: (end: "from" | "to") => void;
  readonly onClose: () => void;
}

/** A point as a whole. */
export function PointDetails({ point, onCompare, onClose }: PointDetailsProps) {
  const { id, text, metadata } = point;
  const section = useScrollTo(point);
  return (
    <section ref={section} class="map-section" aria-label="Point">
      <header class="map-section-head">
        <h2 class="map-id">{id}</h2>
        <button type="button" class="icon-button" aria-label="Close" onClick={onClose}>
          ×
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by the keyboard, too. */}
      <p class="map-text map-whole" tabIndex={0}>
        {text === undefined ? "No text is stored with it." : unwrapped(text.trim())}
      </p>
      <dl class="map-metadata">
        {Object.entries(metadata).map(([key, value]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>{labelOf(value)}</dd>
          </div>
        ))}
      </dl>
      <p class="map-actions">
        <a href={searchHref({ ...emptySearch, like: id })}>More like this</a>
        <button type="button" onClick={() => onCompare("from")}>
          Compare from
        </button>
        <button type="button" onClick={() => onCompare("to")}>
          Compare to
        </button>
      </p>
    </section>
  );
}
