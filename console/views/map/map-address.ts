import { formatAddress } from "../../address";

/** What of the map is shown, as the address of the view has it. */
export interface MapAddress {
  readonly query: string;
  /** The key of the metadata that the points are coloured by; null for none, undefined for the one that fits best. */
  readonly colourKey: string | null | undefined;
}

/** Reads the view's part of an address. */
export function parseMap(parameters: URLSearchParams): MapAddress {
  return {
    query: parameters.get("q") ?? "",
    colourKey: parameters.has("plain") ? null : (parameters.get("colour") ?? undefined),
  };
}

export function mapHref({ query, colourKey }: MapAddress): string {
  return formatAddress("map", {
    q: query,
    colour: colourKey ?? undefined,
    plain: colourKey === null ? "1" : undefined,
  });
}
