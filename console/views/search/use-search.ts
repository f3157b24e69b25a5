import { useEffect, useState } from "preact/hooks";
import type { SearchResponse } from "../../../functions/routes/search/response";
import type { ConsoleClient } from "../../api/console-client";
import { requestOfSearch } from "./request-of-search";
import { type SearchAddress, searchHref } from "./search-address";

/** What is known of a search. */
export interface SearchState {
  /** While it is awaited, what came last stays, so that nothing jumps. */
  readonly isLoading: boolean;
  readonly found?: { readonly response: SearchResponse; readonly of: SearchAddress; readonly durationMs: number };
  readonly error?: unknown;
}

/** Searches what the address says; a search that another one follows is cancelled. */
export function useSearch(api: ConsoleClient, address: SearchAddress): SearchState & { readonly retry: () => void } {
  const [state, setState] = useState<SearchState>({ isLoading: false });
  const [tries, setTries] = useState(0);
  useEffect(() => {
    const request = requestOfSearch(address);
    if (!request) return setState({ isLoading: false });
    const controller = new AbortController();
    const startMs = performance.now();
    setState(({ found }) => ({ isLoading: true, ...(found ? { found } : {}) }));
    api.send<SearchResponse>(request, controller.signal).then(
      (response) =>
        controller.signal.aborted ||
        setState({ isLoading: false, found: { response, of: address, durationMs: performance.now() - startMs } }),
      (error) => controller.signal.aborted || setState({ isLoading: false, error }),
    );
    return () => controller.abort();
  }, [api, searchHref(address), tries]);
  return { ...state, retry: () => setTries((count) => count + 1) };
}
