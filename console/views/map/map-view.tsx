import { goTo } from "../../use-address";
import type { ViewProps } from "../../view";
import { LoadedMap } from "./loaded-map";
import { mapHref, parseMap } from "./map-address";
import { MapLoading } from "./panel/map-loading";
import { useMapSession } from "./use-map-session";

/** Where the stored texts lie, as their vectors do. */
export function MapView({ api, session, parameters }: ViewProps) {
  const map = useMapSession(api);
  const { step, pca } = map.state;
  const address = parseMap(parameters);
  return (
    <section class="map" aria-label="Map">
      <h1 class="visually-hidden">Map</h1>
      {step === "shown" && pca ? (
        <LoadedMap
          api={api}
          session={session}
          map={map}
          pca={pca}
          address={address}
          onAddress={(change, replace = false) => goTo(mapHref({ ...address, ...change }), { replace })}
        />
      ) : (
        <MapLoading map={map} />
      )}
    </section>
  );
}
