import type { RecordedRequest } from "../../requests/recorded-request";
import type { AnswerKind, RequestsAddress } from "./requests-address";
import { routeOf } from "./route-of";

/** The requests that an address asks for. */
export function filterRequests(
  requests: readonly RecordedRequest[],
  { route, kind, showsBackground }: RequestsAddress,
  routes: readonly string[],
): RecordedRequest[] {
  return requests.filter(
    (request) =>
      (showsBackground || !request.isBackground) &&
      (!kind || isAnswerOf(request, kind)) &&
      (!route || (routeOf(request.method, request.path, routes) ?? "none") === route),
  );
}

/** How a request was answered. */
export function isAnswerOf({ status, reason }: Pick<RecordedRequest, "status" | "reason">, kind: AnswerKind): boolean {
  if (kind === "refused") return reason !== undefined;
  return String(status).startsWith(kind.slice(0, 1));
}
