import type { StartOptions } from "../start-options";

/** The audience of the tokens where the stack names none. */
const defaultAudience = "embeddings";

/** Arguments of {@link authorizationConfig}. */
export interface AuthorizationConfigArgs {
  readonly auth: StartOptions["auth"];
  /** The value that the stack has for a key; undefined for none. */
  readonly configured: (key: string) => string | undefined;
  /** The URL of the local issuer of tokens, which `jwt` needs. */
  readonly issuerUrl?: string | undefined;
}

/**
 * The configuration by which the service stack registers this kind of authorization, so that what is enforced is what
 * was registered.
 */
export function authorizationConfig({ auth, configured, issuerUrl = "" }: AuthorizationConfigArgs) {
  const config: Record<string, string> = { auth };
  if (auth === "none") config["allowUnauthenticated"] = "true";
  if (auth === "jwt") {
    if (!configured("jwtIssuer")) config["jwtIssuer"] = issuerUrl;
    if (/^[\s[\]]*$/.test(configured("jwtAudience") ?? "")) config["jwtAudience"] = JSON.stringify([defaultAudience]);
  }
  return config;
}
