import { useEffect, useState } from "preact/hooks";
import { type Address, parseAddress } from "./address";

/** The address that was shown last, and how often one went elsewhere from what was: by a link, or back. */
let shown: string | undefined;
let departures = 0;

/** How often one has gone elsewhere, also where the page has yet to show it: what was typed before is not for this address. */
export function countDepartures(): number {
  if (shown !== undefined && shown !== location.hash) departures += 1;
  shown = location.hash;
  return departures;
}

/** Shows another address, which does not come into the history where it only replaces this one. */
export function goTo(hash: string, { replace = false }: { readonly replace?: boolean } = {}): void {
  if (hash === location.hash) return;
  countDepartures();
  history[replace ? "replaceState" : "pushState"](null, "", hash);
  shown = location.hash;
  dispatchEvent(new PopStateEvent("popstate"));
}

/** The address of the page as it is now. */
export function useAddress(): Address {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const read = () => setHash(location.hash);
    addEventListener("popstate", read);
    addEventListener("hashchange", read);
    return () => {
      removeEventListener("popstate", read);
      removeEventListener("hashchange", read);
    };
  }, []);
  return parseAddress(hash);
}
