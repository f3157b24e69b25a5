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
