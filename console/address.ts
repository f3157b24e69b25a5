import { useEffect, useState } from "preact/hooks";

/** Which view is shown, and what of it: the part of the page's address behind `#/`, as in `#/search?q=keys`. */
export interface Address {
  readonly view: string;
  readonly parameters: URLSearchParams;
}

/** Reads the hash of an address. */
export function parseAddress(hash: string): Address {
  const [view = "", query = ""] = hash.replace(/^#\/?/, "").split(/\?(.*)/s, 2);
  return { view, parameters: new URLSearchParams(query) };
}

/** Writes the hash of an address; what is empty is left out. */
export function formatAddress(view: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(parameters).filter((pair): pair is [string, string] => Boolean(pair[1]));
  const query = new URLSearchParams(given).toString();
  return `#/${view}${query ? `?${query}` : ""}`;
}

/** Shows another address, which does not come into the history where it only replaces this one. */
export function goTo(hash: string, { replace = false }: { readonly replace?: boolean } = {}): void {
  if (hash === location.hash) return;
  history[replace ? "replaceState" : "pushState"](null, "", hash);
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
