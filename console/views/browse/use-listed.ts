import { useEffect, useRef, useState } from "preact/hooks";
import type { ListedEmbedding, ListResponse } from "../../../functions/routes/list/response";
import type { ConsoleClient } from "../../api/console-client";

/** How many ids come at a time. */
const pageSize = 50;

/** What is known of the ids below a prefix. */
interface ListState {
  /** In their order; undefined until the first of them are there. */
  readonly listed?: readonly ListedEmbedding[];
  /** Of which prefix they are. */
  readonly of?: string;
  readonly cursor?: string | null;
  readonly isLoading: boolean;
  readonly error?: unknown;
}

/** {@link useListed} */
export interface ListedIds extends ListState {
  /** Gets the next ones, or those that have failed. */
  readonly more: () => void;
  /** Begins anew. */
  readonly reload: () => void;
  /** Takes one away that is there no more. */
  readonly drop: (id: string) => void;
}

/** The stored embeddings whose ids begin with a prefix, page by page; what came last stays until something else is there. */
export function useListed(api: ConsoleClient, prefix: string): ListedIds {
  const [state, setState] = useState<ListState>({ isLoading: true });
  const [tries, setTries] = useState(0);
  const request = useRef<AbortController>(undefined);
  /** What was taken away since the request was sent, whose answer may have it still. */
  const dropped = useRef(new Set<string>());
  const load = (before: readonly ListedEmbedding[], cursor: string | undefined) => {
    request.current?.abort();
    const controller = new AbortController();
    request.current = controller;
    dropped.current = new Set();
    setState(({ error: _, ...known }) => ({ ...known, isLoading: true }));
    const query = new URLSearchParams({
      limit: String(pageSize),
      ...(prefix ? { prefix } : {}),
      ...(cursor ? { cursor } : {}),
    });
    api.send<ListResponse>({ method: "GET", path: `/embeddings?${query}` }, controller.signal).then(
      ({ embeddings, next_cursor: next }) => {
        if (controller.signal.aborted) return;
        const listed = [...before, ...embeddings].filter(({ id }) => !dropped.current.has(id));
        setState({ listed, of: prefix, cursor: next, isLoading: false });
      },
      (error) => controller.signal.aborted || setState((known) => ({ ...known, isLoading: false, error })),
    );
  };
  useEffect(() => {
    load([], undefined);
    return () => request.current?.abort();
  }, [api, prefix, tries]);
  const { listed = [], cursor, of } = state;
  return {
    ...state,
    more: () => (of === prefix && cursor ? load(listed, cursor) : load([], undefined)),
    reload: () => setTries((count) => count + 1),
    drop: (id) => {
      dropped.current.add(id);
      setState((known) => ({ ...known, listed: (known.listed ?? []).filter((one) => one.id !== id) }));
    },
  };
}
