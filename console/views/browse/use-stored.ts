import { useEffect, useState } from "preact/hooks";
import type { ConsoleClient, ConsoleRequest } from "../../api/console-client";

/** What is stored under an id; other writers may leave out all of it but the id, or have it as null. */
export interface BrowsedEmbedding {
  readonly id: string;
  readonly text?: string | null;
  readonly embedding?: readonly number[] | null;
  readonly metadata?: Readonly<Record<string, unknown>> | null;
  readonly model?: string | null;
  readonly dimension?: number | null;
  readonly input_token_count?: number | null;
  readonly input_type?: string | null;
  readonly truncated?: boolean | null;
  readonly normalized?: boolean | null;
  readonly created_at?: string | number | null;
  readonly expires_at?: string | null;
}

/** What is known of an embedding. */
interface StoredState {
  /** That which came last, until another is there. */
  readonly stored?: BrowsedEmbedding;
  readonly isLoading: boolean;
  readonly error?: unknown;
}

/** The request that gets an embedding. */
export function requestOf(id: string, method: "GET" | "DELETE" = "GET"): ConsoleRequest {
  return { method, path: `/embeddings/${encodeURIComponent(id)}` };
}

/** The embedding of an id. */
export function useStored(api: ConsoleClient, id: string): StoredState & { readonly retry: () => void } {
  const [state, setState] = useState<StoredState>({ isLoading: true });
  const [tries, setTries] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    setState(({ stored }) => ({ isLoading: true, ...(stored ? { stored } : {}) }));
    api.send<BrowsedEmbedding>(requestOf(id), controller.signal).then(
      (stored) => controller.signal.aborted || setState({ isLoading: false, stored }),
      (error) => controller.signal.aborted || setState({ isLoading: false, error }),
    );
    return () => controller.abort();
  }, [api, id, tries]);
  return { ...state, retry: () => setTries((count) => count + 1) };
}
