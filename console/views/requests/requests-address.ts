import { formatAddress } from "../../address";

/** By how a request was answered; `refused` is by the gateway itself. */
export const answerKinds = ["2xx", "4xx", "5xx", "refused"] as const;
export type AnswerKind = (typeof answerKinds)[number];

/** What the view shows, as its address says. */
export interface RequestsAddress {
  /** Of the request that is open. */
  readonly id: number | undefined;
  /** A route, or `none` for what no route takes; empty for all. */
  readonly route: string;
  readonly kind: AnswerKind | "";
  /** Whether those are shown that the console sends for itself. */
  readonly showsBackground: boolean;
}

/** Reads the parameters of an address; what is no value of theirs is as if it were not there. */
export function parseRequests(parameters: URLSearchParams): RequestsAddress {
  const id = Number(parameters.get("id"));
  const kind = answerKinds.find((one) => one === parameters.get("kind"));
  return {
    id: Number.isInteger(id) && id > 0 ? id : undefined,
    route: parameters.get("route") ?? "",
    kind: kind ?? "",
    showsBackground: parameters.get("background") === "shown",
  };
}

/** The address of what the view shows. */
export function requestsHref({ id, route, kind, showsBackground }: RequestsAddress): string {
  return formatAddress("requests", {
    id: id && String(id),
    route,
    kind,
    background: showsBackground ? "shown" : "",
  } as Record<string, string | undefined>);
}
