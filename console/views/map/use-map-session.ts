import { useEffect, useReducer } from "preact/hooks";
import type { ConsoleClient } from "../../api/console-client";
import { MapSession } from "./map-session";

/** What has been loaded stays for when one comes back from another view. */
const sessions = new WeakMap<ConsoleClient, MapSession>();

/** The map of what an API has stored, which begins to load when it is first looked at. */
export function useMapSession(api: ConsoleClient): MapSession {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const session = sessions.get(api) ?? new MapSession(api);
  sessions.set(api, session);
  useEffect(() => {
    const stopListening = session.listen(() => redraw(undefined));
    const { step, points, isCut } = session.state;
    // Where there was nothing, there may be something now.
    if (step === "shown" && points.length === 0 && !isCut) session.reload();
    else if (step === "loading") session.load();
    return () => {
      stopListening();
      session.pause();
    };
  }, [session]);
  return session;
}
