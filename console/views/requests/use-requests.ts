import { useEffect, useState } from "preact/hooks";
import type { RecordedRequest, RecordedRequests } from "../../requests/recorded-request";
import type { RequestSource } from "../../requests/request-source";
import { mergeRequests } from "./merge-requests";

/** Between two questions for what is new, in milliseconds: under load, all that came in between is told at once. */
const pauseMs = 250;
/** After a failure, in milliseconds. */
const retryMs = 3_000;
/** The requests that are known. */
export interface RequestsState {
  /** The last one first; undefined until they are known. */
  readonly requests: readonly RecordedRequest[] | undefined;
  /** Of the last question, which is asked again and again. */
  readonly error?: unknown;
}

/** Follows what a source records. */
export function useRequests(source: RequestSource): RequestsState & { readonly retry: () => void } {
  const [state, setState] = useState<RequestsState>({ requests: undefined });
  const [tries, setTries] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const follow = async () => {
      for (let known: RecordedRequests | undefined; !signal.aborted; ) {
        try {
          const told = await source.next(known, signal);
          known = mergeRequests(known, told);
          setState({ requests: known.requests.toReversed() });
          await pause(pauseMs);
        } catch (error) {
          if (signal.aborted) return;
          setState(({ requests }) => ({ requests, error }));
          await pause(retryMs);
        }
      }
    };
    follow();
    return () => controller.abort();
  }, [source, tries]);
  return { ...state, retry: () => setTries((count) => count + 1) };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
