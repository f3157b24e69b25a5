import type { MapSession, MapState } from "../map-session";
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
        <button type="button" onClick={() => map.reload()}>
          Reload
        </button>
      </p>
    </div>
  );
}

function factsOf({ points, width, isCut, unread, otherWidth, pca, umap }: MapState, layout: "pca" | "umap"): string[] {
  const facts = [`${isCut ? "The first " : ""}${count(points.length)} texts of ${count(width ?? 0)} numbers`];
  if (unread > 0) facts.push(`${count(unread)} have no vector that can be read`);
  if (otherWidth > 0) facts.push(`${count(otherWidth)} have a vector of another length`);
  if (layout === "pca" && pca) {
    facts.push(
      `PCA in ${seconds(pca.tookMs)}: two directions with ${Math.round(pca.shownVariance * 100)} % of the variance`,
    );
  }
  if (layout === "umap" && umap.step === "done") {
    const placed = points.length - umap.sampled;
    facts.push(
      `UMAP in ${seconds(umap.layout.tookMs)}: near is alike, far says little`,
      ...(placed > 0 ? [`made of ${count(umap.sampled)}, the others placed among these`] : []),
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

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}

/** A number as it is read. */
export function count(value: number): string {
  return value.toLocaleString("en");
}
