import { apiKeyHash } from "../../common/api-key";
import { parsedJson } from "../../common/parsed-json";
import { isObject } from "../../embedding/is-object";
import type { StartOptions } from "../start-options";

/** The audience of the tokens where the stack names none. */
const defaultAudience = "embeddings";

/** Whose key that of this deployment is. */
const localKeyName = "npm-start";

/** Arguments of {@link authorizationConfig}. */
export interface AuthorizationConfigArgs {
  readonly auth: StartOptions["auth"];
  /** The value that the stack has for a key; undefined for none. */
  readonly configured: (key: string) => string | undefined;
  /** The URL of the local issuer of tokens, which `jwt` needs. */
  readonly issuerUrl?: string | undefined;
  /** A key of this deployment, which `keys` needs. */
  readonly key?: string | undefined;
}

/**
 * The configuration by which the service stack registers this kind of authorization, so that what is enforced is what
 * was registered.
 */
export function authorizationConfig({ auth, configured, issuerUrl = "", key = "" }: AuthorizationConfigArgs) {
  const config: Record<string, string> = { auth };
  if (auth === "none") config["allowUnauthenticated"] = "true";
  // There the local deployment serves one of its own, which needs nothing pasted.
  if ((auth === "none" || auth === "iam") && configured("publicConsole")) config["publicConsole"] = "false";
  if (auth === "jwt") {
    if (!configured("jwtIssuer")) config["jwtIssuer"] = issuerUrl;
    if (/^[\s[\]]*$/.test(configured("jwtAudience") ?? "")) config["jwtAudience"] = JSON.stringify([defaultAudience]);
  }
  if (auth === "keys") {
    const keys = parsedJson(configured("apiKeys") || "{}");
    // What is no object is for the stack to refuse.
    if (isObject(keys)) config["apiKeys"] = JSON.stringify({ ...keys, [localKeyName]: { sha256: [apiKeyHash(key)] } });
  }
  return config;
}
