import { createHash, timingSafeEqual } from "node:crypto";
import { keyHasExpired } from "../http/caller";
import type { AuthorizedKey } from "../settings/authorized-keys";

/** A request that is to be authorized by a key. */
export interface KeyRequest {
  /** The header `Authorization`. */
  readonly authorization: string;
  readonly routeKey: string;
}

/** Whose key a request came with, and why it does not authorize it: only the log says so. */
export interface JudgedKey {
  /** Undefined where there is no such key. */
  readonly key?: AuthorizedKey;
  /** Undefined where the request is authorized. */
  readonly problem?: "unknown" | "expired" | "not_for_route";
}

/** Judges the key that a request came with, at a time in milliseconds since 1970. */
export function judgeKey(
  { authorization, routeKey }: KeyRequest,
  keys: readonly AuthorizedKey[],
  now: number,
): JudgedKey {
  const key = findKey(authorization, keys);
  if (!key) return { problem: "unknown" };
  if (keyHasExpired(key, now)) return { key, problem: "expired" };
  return key.routeKeys && !key.routeKeys.includes(routeKey) ? { key, problem: "not_for_route" } : { key };
}

/** The known key that was sent. How long it takes tells nothing of them: each is compared, and in constant time. */
function findKey(authorization: string, keys: readonly AuthorizedKey[]): AuthorizedKey | undefined {
  const [, sent = ""] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
  const hash = createHash("sha256").update(sent).digest();
  let found: AuthorizedKey | undefined;
  for (const key of keys) {
    for (const known of key.sha256) if (timingSafeEqual(hash, Buffer.from(known, "hex"))) found = key;
  }
  return found;
}
