import { useMemo, useState } from "preact/hooks";
import { CopyButton } from "../../layout/copy-button";
import { ErrorNotice } from "../../layout/error-notice";
import { formatCount } from "../../layout/formats";
import type { ViewProps } from "../../view";
import { SearchBox } from "../search/search-box";
import { MapCanvas } from "./canvas/map-canvas";
import { colouringBy, colourKeys, firstColourKey } from "./colouring";
import type { ComparedEnd } from "./compared-end";
import { groupLooks } from "./group-look";
import type { MapAddress } from "./map-address";
import { comparisonMarks, queryMark } from "./map-marks";
import { fewestForUmap, type MapLayout, type MapSession } from "./map-session";
import { CompareTexts } from "./panel/compare-texts";
import { Legend } from "./panel/legend";
import { MapStatus } from "./panel/map-status";
import { PointDetails } from "./panel/point-details";
import { PointList } from "./panel/point-list";
import { useComparison } from "./panel/use-comparison";
import { useQuery } from "./use-query";

/** What {@link LoadedMap} shows. */
export interface LoadedMapProps extends Pick<ViewProps, "api" | "session"> {
  readonly map: MapSession;
  readonly pca: MapLayout;
  readonly address: MapAddress;
  readonly onAddress: (change: Partial<MapAddress>, replace?: boolean) => void;
}

const none: ReadonlySet<number> = new Set();

/** The map with what one does with it. */
export function LoadedMap({ api, session, map, pca, address, onAddress }: LoadedMapProps) {
  const { points, umap } = map.state;
  const [wanted, setWanted] = useState<"pca" | "umap">();
  const [only, setOnly] = useState<number>();
  const [chosen, setChosen] = useState(none);
  const [picked, setPicked] = useState<number>();
  const [pointed, setPointed] = useState<number>();
  const [ends, setEnds] = useState<{ readonly from?: ComparedEnd | undefined; readonly to?: ComparedEnd | undefined }>(
    {},
  );
  const [position, setPosition] = useState(0);
  const keys = useMemo(() => colourKeys(points), [points]);
  const colourKey = address.colourKey === null ? undefined : (address.colourKey ?? firstColourKey(keys));
  const colouring = useMemo(() => colouringBy(points, colourKey), [points, colourKey]);
  const looks = useMemo(() => groupLooks(colouring.groups), [colouring]);
  const hasSearch = session.routes.includes("POST /embeddings/search");
  const query = useQuery(api, hasSearch ? address.query : "", points);
  const comparison = useComparison(api, map.vectors, ends.from, ends.to);
  const marks = useMemo(
    () => [...queryMark(query.entries), ...comparisonMarks(ends, comparison.between, position)],
    [query.entries, ends, comparison.between, position],
  );
  const layout = umap.step === "done" && wanted !== "pca" ? "umap" : "pca";
  const pickedPoint = picked === undefined ? undefined : points[picked];
  const pointing = { onPoint: setPointed, onPick: setPicked };
  return (
    <>
      <div class="map-bar">
        {hasSearch ? (
          <SearchBox
            query={address.query}
            placeholder="Type a query: it appears on the map"
            isLoading={query.isLoading}
            onSearch={(text, isFinal) => onAddress({ query: text }, !isFinal)}
          />
        ) : null}
        <fieldset class="map-layouts segments">
          <legend class="visually-hidden">Layout</legend>
          <button type="button" aria-pressed={layout === "pca"} onClick={() => setWanted("pca")}>
            PCA
          </button>
          <button
            type="button"
            aria-pressed={layout === "umap"}
            disabled={umap.step === "none" || umap.step === "running"}
            title={umap.step === "none" ? `For at least ${fewestForUmap} texts` : undefined}
            onClick={() => {
              setWanted("umap");
              if (umap.step !== "done") map.runUmap();
            }}
          >
            UMAP
          </button>
        </fieldset>
      </div>
      <MapCanvas
        points={points}
        positions={layout === "umap" && umap.step === "done" ? umap.layout.positions : pca.positions}
        colouring={colouring}
        looks={looks}
        only={only}
        chosen={chosen}
        marks={marks}
        pointed={pointed}
        onPick={setPicked}
        onChoose={(indexes) => setChosen(indexes.length > 0 ? new Set(indexes) : none)}
      />
      <MapStatus map={map} layout={layout} />
      <aside class="map-panel" aria-label="About the map">
        <Legend
          keys={keys}
          colourKey={colourKey}
          colouring={colouring}
          looks={looks}
          only={only}
          onKey={(key) => {
            setOnly(undefined);
            onAddress({ colourKey: key ?? null }, true);
          }}
          onOnly={setOnly}
        />
        {pickedPoint ? (
          <PointDetails
            point={pickedPoint}
            onCompare={(end) => setEnds({ ...ends, [end]: { index: picked as number } })}
            onClose={() => setPicked(undefined)}
          />
        ) : null}
        {query.error ? <ErrorNotice error={query.error} onRetry={query.retry} /> : null}
        {query.entries.length > 0 ? (
          <section class="map-section" aria-label="Results">
            <h2>Results</h2>
            <PointList {...pointing} label="Results of the query" entries={query.entries} />
          </section>
        ) : null}
        {chosen.size > 0 ? (
          <section class="map-section" aria-label="Chosen">
            <header class="map-section-head">
              <h2>{formatCount(chosen.size)} chosen</h2>
              <span class="map-actions">
                <CopyButton text={() => [...chosen].map((index) => points[index]?.id).join("\n")}>Copy ids</CopyButton>
                <button type="button" onClick={() => setChosen(none)}>
                  Clear
                </button>
              </span>
            </header>
            <PointList
              key={[...chosen].join()}
              {...pointing}
              label="Chosen texts"
              entries={[...chosen].flatMap((index) => {
                const point = points[index];
                return point ? [{ index, point }] : [];
              })}
            />
          </section>
        ) : null}
        <CompareTexts
          {...pointing}
          points={points}
          from={ends.from}
          to={ends.to}
          comparison={comparison}
          position={position}
          onPosition={setPosition}
          onEnd={(end, compared) => setEnds({ ...ends, [end]: compared })}
        />
        <p class="map-hint" id="map-keys">
          On the map, arrow keys go from point to point (with Shift they move the map), Enter shows a point whole, Space
          chooses it, + and − zoom, 0 shows all, Esc clears what is chosen.
        </p>
      </aside>
    </>
  );
}
