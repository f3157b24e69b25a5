import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { invalidRequest } from "../../embedding/errors";
import { needsStoring } from "./storing-fields";

/** The headers by which a client asks for a change only where a condition holds: https://www.rfc-editor.org/rfc/rfc9110#section-13.1 */
const conditions = ["If-Match", "If-None-Match", "If-Unmodified-Since"] as const;

/** Throws 422 where a request has a condition beside the one that its route knows: done in spite of it, it would lose data. */
export function refuseConditions({ headers }: APIGatewayProxyEventV2, known?: (typeof conditions)[number]): void {
  const refused = conditions.filter((name) => name !== known && headers[name.toLowerCase()] !== undefined);
  if (refused.length === 0) return;
  throw invalidRequest(refused.map((field) => ({ field, message: "is a condition that this route does not know" })));
}

/**
 * Whether a request takes a stored object in the state that an entity tag names, as its `If-Match` says, which a weak tag does
 * not: https://www.rfc-editor.org/rfc/rfc9110#name-if-match. Throws 422 where the request has another condition.
 */
export function expectedState(event: APIGatewayProxyEventV2): (etag: string) => boolean {
  refuseConditions(event, "If-Match");
  const condition = event.headers["if-match"];
  if (condition === undefined) return () => true;
  const tags = condition.split(",").map((tag) => tag.trim());
  return (etag) => tags.includes("*") || tags.includes(etag);
}

/** What a request's fields say of storing. */
export interface StoringFields {
  readonly stores: boolean;
  /** @default false */
  readonly ifChanged?: boolean | undefined;
}

/**
 * Whether a request asks, by `If-None-Match: *`, to store only where nothing is stored yet. Throws 422 where the
 * header says anything else, or the request does not store or has another condition.
 */
export function createsOnly(event: APIGatewayProxyEventV2, { stores, ifChanged = false }: StoringFields): boolean {
  refuseConditions(event, "If-None-Match");
  const condition = event.headers["if-none-match"];
  if (condition === undefined) return false;
  const refused = (message: string) => invalidRequest([{ field: "If-None-Match", message }]);
  if (!stores) throw refused(needsStoring);
  if (condition.trim() !== "*") throw refused('must be "*", which stores only where nothing is yet');
  if (ifChanged) throw refused("stores only what is new, and if_changed only what differs: send one of both");
  return true;
}
