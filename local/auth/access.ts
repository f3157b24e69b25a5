import { newApiKey } from "../../common/api-key";
import type { Authorizer } from "../gateway/gateway-route";
import type { RequestAuthorizer } from "../gateway/registered-authorization";
import type { RegisteredRoute } from "../gateway/registered-routes";
import { type KeyPair, type LocalCredentials, newKeyPair } from "./local-credentials";
import type { LocalIssuer } from "./local-issuer.mjs";
import { sigv4Authorizer } from "./sigv4";

/** By what a local deployment is to authorize requests, whatever the stack's configuration says. */
export type AccessArgs =
  | { readonly type: "none" | "jwt" | "keys" }
  | { readonly type: "iam"; readonly credentials: LocalCredentials };

/** By what a local deployment authorizes requests. */
export type Access =
  | { readonly type: "none" }
  | {
      readonly type: "iam";
      readonly credentials: LocalCredentials;
      /**
       * With which the console signs, so that it needs nobody's own.
       * @default there is no console
       */
      readonly consoleCredentials?: KeyPair;
    }
  | { readonly type: "jwt"; readonly issuer: LocalIssuer }
  | { readonly type: "keys"; readonly key: string };

/** Starts what authorizing needs, before the stack is told of it. */
export async function openAccess(args: AccessArgs): Promise<Access> {
  switch (args.type) {
    case "none":
      return { type: "none" };
    case "iam":
      return { ...args, consoleCredentials: newKeyPair() };
    case "jwt": {
      const { LocalIssuer } = await import("./local-issuer.mjs");
      return { type: "jwt", issuer: await LocalIssuer.start() };
    }
    case "keys":
      return { type: "keys", key: newApiKey() };
  }
}

/** What a {@link routeAuthorizer} is made of, beside what was registered. */
export interface RouteAuthorizerArgs {
  readonly region: string;
  /** Makes the authorizer that is a function. */
  readonly byFunction: (registered: RequestAuthorizer) => Authorizer;
}

/**
 * What authorizes the requests to a route, as it was registered; undefined where everyone may call it. Throws where
 * that is not what this deployment authorizes by.
 */
export async function routeAuthorizer(
  { routeKey, authorization: registered }: RegisteredRoute,
  access: Access,
  { region, byFunction }: RouteAuthorizerArgs,
): Promise<Authorizer | undefined> {
  if (registered.type === "NONE") return undefined;
  if (registered.type === "AWS_IAM" && access.type === "iam") {
    const { credentials, consoleCredentials } = access;
    return sigv4Authorizer({ region, credentials, otherCredentials: consoleCredentials });
  }
  if (registered.type === "JWT" && access.type === "jwt") {
    const { jwtAuthorizer } = await import("./jwt.mjs");
    return jwtAuthorizer(access.issuer.keys, registered.requirements);
  }
  if (registered.type === "CUSTOM" && access.type === "keys") return byFunction(registered.authorizer);
  throw new Error(`${routeKey} was registered with ${registered.type}, and was to be authorized by ${access.type}`);
}

/** Tells the local issuer what the tokens must say that the routes take. */
export function configureIssuer(issuer: LocalIssuer, routes: readonly RegisteredRoute[]): void {
  const requirements = routes.flatMap(({ authorization }) =>
    authorization.type === "JWT" ? [authorization.requirements] : [],
  );
  const [first] = requirements;
  if (!first) return;
  issuer.claims = {
    issuer: first.issuer,
    audience: first.audiences[0] ?? "",
    scopes: [...new Set(requirements.flatMap(({ scopes }) => scopes))].toSorted(),
  };
}
