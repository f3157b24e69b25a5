import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A key that the API takes, of which it knows the hash alone. */
export interface AuthorizedKey {
  /** Whose key it is. */
  readonly name: string;
  /** The SHA-256 of the key, and of the one that replaces it, as lower-case hexadecimal digits. */
  readonly sha256: readonly string[];
  /**
   * What it may call, such as `POST /embeddings/search`.
   * @default all that is not public
   */
  readonly routeKeys?: readonly string[];
  /**
   * When it no longer works, such as `2027-02-01T00:00:00.000Z`.
   * @default never
   */
  readonly expires?: string;
}

/** The file of the authorizer's archive that has all of them, as JSON: the environment has no room for 500. */
export const authorizedKeysFile = "authorized-keys.json";

/** The keys that the API takes. */
export const authorizedKeys = JSON.parse(
  readFileSync(join(__dirname, authorizedKeysFile), "utf8"),
) as readonly AuthorizedKey[];
