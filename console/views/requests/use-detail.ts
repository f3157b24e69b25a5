import { useEffect, useState } from "preact/hooks";
import type { RequestDetail } from "../../requests/recorded-request";
import type { RequestSource } from "../../requests/request-source";

/** What is known of the request that is open. */
export interface DetailState {
  readonly isLoading: boolean;
  /** Null where it is recorded no more. */
  readonly detail?: RequestDetail | null;
  readonly error?: unknown;
}

/** All of a request. */
export function useDetail(source: RequestSource, id: number): DetailState & { readonly retry: () => void } {
  const [state, setState] = useState<DetailState>({ isLoading: true });
  const [tries, setTries] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    setState({ isLoading: true });
    source.detail(id, controller.signal).then(
      (detail) => controller.signal.aborted || setState({ isLoading: false, detail: detail ?? null }),
      (error) => controller.signal.aborted || setState({ isLoading: false, error }),
    );
    return () => controller.abort();
  }, [source, id, tries]);
  return { ...state, retry: () => setTries((count) => count + 1) };
}
