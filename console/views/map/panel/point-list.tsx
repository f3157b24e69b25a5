import { useState } from "preact/hooks";
import { formatCount } from "../../../layout/formats";
import type { MapPoint } from "../map-point";
import { textBeginning } from "../text-beginning";

/** An entry of {@link PointList}. */
export interface ListedPoint {
  /** Its place on the map; undefined where it is not on it. */
  readonly index: number | undefined;
  readonly point: MapPoint;
  readonly score?: number;
}

/** What {@link PointList} shows. */
export interface PointListProps {
  readonly label: string;
  readonly entries: readonly ListedPoint[];
  /** Is told which one the pointer or the focus is at. */
  readonly onPoint: (index: number | undefined) => void;
  readonly onPick: (index: number) => void;
}

/** So many are listed, and so many more each time. */
const pageSize = 100;
const previewCharacters = 140;

/** Points of the map, each a button that shows it. */
export function PointList({ label, entries, onPoint, onPick }: PointListProps) {
  const [pages, setPages] = useState(1);
  const listed = entries.slice(0, pages * pageSize);
  return (
    <>
      <ol class="map-list" aria-label={label}>
        {listed.map(({ index, point, score }) => (
          <li key={point.id}>
            <button
              type="button"
              disabled={index === undefined}
              onClick={() => index !== undefined && onPick(index)}
              onMouseEnter={() => onPoint(index)}
              onMouseLeave={() => onPoint(undefined)}
              onFocus={() => onPoint(index)}
              onBlur={() => onPoint(undefined)}
            >
              <span class="map-list-head">
                <span class="map-id">{point.id}</span>
                {score === undefined ? null : <span class="map-score">{score.toFixed(3)}</span>}
              </span>
              <span class="map-preview">{textBeginning(point.text ?? "", previewCharacters)}</span>
              {index === undefined ? <span class="map-preview">Not on this map: reload it.</span> : null}
            </button>
          </li>
        ))}
      </ol>
      {listed.length < entries.length ? (
        <button type="button" class="link" onClick={() => setPages(pages + 1)}>
          {formatCount(entries.length - listed.length)} more
        </button>
      ) : null}
    </>
  );
}
