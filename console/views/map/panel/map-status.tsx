import { formatCount, formatMs } from "../../../layout/formats";
import { type MapSession, type MapState, mostPoints } from "../map-session";
import type { UmapProgress } from "../workers/map-neighbours";

/** What {@link MapStatus} tells. */
export interface MapStatusProps {
  readonly map: MapSession;
  readonly layout: "pca" | "umap";
}

/** What the map is of, how it was made, and how far the next is. */
export function MapStatus({ map, layout }: MapStatusProps) {
  const { state } = map;
  const { umap } = state;
  return (
    <div class="map-status">
      <p class="map-facts">
        {factsOf(state, layout).map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
      </p>
      <p class="map-work" role="status">
        {umap.step === "running" ? (
          <>
            <span>{saidOf(umap.progress)}</span>
            <progress aria-label="UMAP" max={umap.progress?.total ?? 1} value={umap.progress?.done ?? 0} />
            <button type="button" onClick={() => map.cancelUmap()}>
              Cancel
            </button>
          </>
        ) : null}
        {umap.step === "failed" ? <span class="map-failed">UMAP failed: {String(umap.error)}</span> : null}
        {umap.step === "cancelled" || umap.step === "failed" ? (
          <button type="button" onClick={() => map.runUmap()}>
            Run UMAP
          </button>
        ) : null}
        {state.isCut && state.points.length < mostPoints ? (
          <button type="button" onClick={() => map.load()}>
            Load the others
          </button>
        ) : null}
        <button type="button" onClick={() => map.reload()}>
          Reload
        </button>
      </p>
    </div>
  );
}

function factsOf({ points, width, isCut, unread, otherWidth, pca, umap }: MapState, layout: "pca" | "umap"): string[] {
  const facts = [
    `${isCut ? "The first " : ""}${formatCount(points.length)} texts of ${formatCount(width ?? 0)} numbers`,
  ];
  if (unread > 0) facts.push(`${formatCount(unread)} have no vector that can be read`);
  if (otherWidth > 0) facts.push(`${formatCount(otherWidth)} have a vector of another length`);
  if (layout === "pca" && pca) {
    facts.push(
      `PCA in ${formatMs(pca.tookMs)}: two directions with ${Math.round(pca.shownVariance * 100)} % of the variance`,
    );
  }
  if (layout === "umap" && umap.step === "done") {
    const placed = points.length - umap.sampled;
    facts.push(
      `UMAP in ${formatMs(umap.layout.tookMs)}: near is alike, far says little`,
      ...(placed > 0 ? [`made of ${formatCount(umap.sampled)}, the others placed among these`] : []),
    );
  }
  return facts;
}

function saidOf(progress: UmapProgress | undefined): string {
  switch (progress?.step) {
    case "layout":
      return "UMAP: laying out";
    case "placing":
      return "UMAP: placing the others";
    default:
      return "UMAP: finding neighbours";
  }
}
