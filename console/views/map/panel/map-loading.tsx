import { ErrorNotice } from "../../../layout/error-notice";
import { formatBytes, formatCount } from "../../../layout/formats";
import { type MapSession, mostPoints } from "../map-session";

/** What there is in place of the map, until there is one. */
export function MapLoading({ map }: { readonly map: MapSession }) {
  const { step, points, bytes, error, isCut } = map.state;
  const loaded = `${formatCount(points.length)} vectors · ${formatBytes(bytes)}`;
  switch (step) {
    case "loading":
      return (
        <section class="first" aria-label="Loading the vectors">
          <h2>Loading the vectors</h2>
          <progress aria-label="Vectors loaded" max={mostPoints} value={points.length} />
          <p class="first-progress">
            <span role="status">
              {points.length > 0 ? `${loaded}, of at most ${formatCount(mostPoints)}` : "Waiting for the first …"}
            </span>
            <button type="button" onClick={() => map.showLoaded()}>
              {points.length > 0 ? "Show these" : "Cancel"}
            </button>
          </p>
        </section>
      );
    case "projecting":
      return (
        <section class="first" aria-label="Laying out">
          <h2>Laying out {loaded}</h2>
          <progress aria-label="Laying out" />
        </section>
      );
    case "failed":
      return (
        <>
          <ErrorNotice error={error} onRetry={() => map.retry()} />
          {points.length > 0 ? (
            <p>
              {loaded} have come.{" "}
              <button type="button" onClick={() => map.showLoaded()}>
                Show these
              </button>
            </p>
          ) : null}
        </>
      );
    case "shown":
      return (
        <section class="first">
          <h2>{isCut ? "Nothing has been loaded" : "Nothing is stored yet"}</h2>
          {isCut ? null : <p>A map shows what is stored: the sample that Search offers, or your own documents.</p>}
          <p>
            {isCut ? (
              <button type="button" class="primary" onClick={() => map.load()}>
                Load the vectors
              </button>
            ) : (
              <a href="#/">Go to Search</a>
            )}
          </p>
        </section>
      );
  }
}
