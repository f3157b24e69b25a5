import { formatAddress } from "../../address";

/** What is browsed, as the address of the view has it. */
export interface BrowseAddress {
  /** What the ids begin with. */
  readonly prefix: string;
  /** The id of the embedding that is shown; empty for none. */
  readonly id: string;
  /** The parameters of the search that led here, to go back to; empty where none did. */
  readonly search: string;
}

/** Reads the view's part of an address. */
export function parseBrowse(parameters: URLSearchParams): BrowseAddress {
  const [prefix = "", id = "", search = ""] = ["prefix", "id", "search"].map((name) => parameters.get(name) ?? "");
  return { prefix, id, search };
}

export function browseHref({ prefix = "", id = "", search = "" }: Partial<BrowseAddress>): string {
  return formatAddress("browse", { prefix, id, search });
}
