import { useMemo } from "preact/hooks";
import type { ConsoleClient } from "../../api/console-client";
import { emptySearch } from "../search/search-address";
import { useSearch } from "../search/use-search";
import type { MapPoint } from "./map-point";
import type { ListedPoint } from "./panel/point-list";

/** A result of a query, which may have been stored after the map was loaded. */
export type QueryEntry = ListedPoint & { readonly score: number };

/** What a query finds by its vector alone, as the map is one of vectors, and where on it. */
export function useQuery(api: ConsoleClient, query: string, points: readonly MapPoint[]) {
  const { found, ...search } = useSearch(api, { ...emptySearch, query, mode: "vector" });
  const indexes = useMemo(() => new Map(points.map(({ id }, index) => [id, index])), [points]);
  const entries = useMemo(
    () =>
      (found?.response.results ?? []).map(({ id, score, text, metadata = {} }): QueryEntry => {
        const index = indexes.get(id);
        return { index, score, point: { id, text, metadata } };
      }),
    [found, indexes],
  );
  return { ...search, entries };
}
