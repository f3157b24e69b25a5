import { useEffect, useState } from "preact/hooks";
import type { GenerateResponse } from "../../../../functions/routes/generate/response";
import type { ConsoleClient } from "../../../api/console-client";
import { type ComparedEnd, positionCount } from "../compared-end";
import type { CalledWorker } from "../workers/call-worker";
import type { Between, Endpoint, MapVectors } from "../workers/map-vectors";

/** What is known of what lies between two. */
export interface ComparisonState {
  readonly isLoading: boolean;
  readonly between?: Between;
  readonly error?: unknown;
}

/** How many of the nearest each position shows. */
const nearestCount = 5;

/** Finds what lies between two once both are known. */
export function useComparison(
  api: Pick<ConsoleClient, "send">,
  vectors: CalledWorker<MapVectors>,
  from: ComparedEnd | undefined,
  to: ComparedEnd | undefined,
): ComparisonState & { readonly retry: () => void } {
  const [comparison, setComparison] = useState<ComparisonState>({ isLoading: false });
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (!from || !to) return setComparison({ isLoading: false });
    const controller = new AbortController();
    const { signal } = controller;
    const parts = Array.from({ length: positionCount }, (_, index) => index / (positionCount - 1));
    const compare = async () => {
      const ends = await Promise.all([from, to].map((end) => endpointOf(end, api, signal)));
      const [one, other] = ends as [Endpoint, Endpoint];
      return vectors.call("between", one, other, parts, nearestCount);
    };
    setComparison({ isLoading: true });
    compare().then(
      (between) => signal.aborted || setComparison({ isLoading: false, between }),
      (error) => signal.aborted || setComparison({ isLoading: false, error }),
    );
    return () => controller.abort();
  }, [api, vectors, from, to, tries]);
  return { ...comparison, retry: () => setTries((count) => count + 1) };
}

async function endpointOf(end: ComparedEnd, api: Pick<ConsoleClient, "send">, signal: AbortSignal): Promise<Endpoint> {
  if ("index" in end) return end.index;
  const request = { method: "POST", path: "/embeddings/generate", body: { text: end.text } } as const;
  return (await api.send<GenerateResponse>(request, signal)).embedding as readonly number[];
}
