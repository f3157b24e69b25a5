import { useEffect, useState } from "preact/hooks";
import type { ConsoleClient } from "../../api/console-client";
import type { Description } from "./description";

/** What is known of the API's description. */
export interface DescriptionState {
  readonly description?: Description;
  readonly error?: unknown;
  readonly retry: () => void;
}

/** Reads the API's description, from itself. */
export function useDescription(api: ConsoleClient): DescriptionState {
  const [state, setState] = useState<Omit<DescriptionState, "retry">>({});
  const [tries, setTries] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    setState({});
    api.send<Description>({ method: "GET", path: "/openapi.json" }, controller.signal).then(
      (description) => controller.signal.aborted || setState({ description }),
      (error) => controller.signal.aborted || setState({ error }),
    );
    return () => controller.abort();
  }, [api, tries]);
  return { ...state, retry: () => setTries((count) => count + 1) };
}
