import { ConsoleClient } from "./api/console-client";
import { ownJson } from "./api/own-json";
import { credentialNames, credentialProblem, type PastedAuth } from "./credential/credential-problem";
import { GatewayRequests } from "./requests/gateway-requests";
import { PageRequests } from "./requests/page-requests";
import type { RequestSource } from "./requests/request-source";
import type { ConsoleAuthorization, ConsoleSession } from "./session";

/** A session of which a person has to give the key or token. */
export type PastedSession = ConsoleSession & { readonly auth: PastedAuth };

/** What every view is given. */
export interface Served {
  readonly session: ConsoleSession;
  readonly api: ConsoleClient;
  readonly requests: RequestSource;
}

/** Asks the person for a key or token that the API takes; `isAnother` says that it no longer takes the last. */
export type AskForCredential = (session: PastedSession, isAnother: boolean) => Promise<string>;

/** Asks whoever serves the console what it serves, and, where that has no credentials, the person for them. */
export async function openConsole(ask: AskForCredential): Promise<Served> {
  const session = await ownJson<ConsoleSession>("session.json");
  if (isPasted(session)) {
    const renew = pastedCredential(session, ask);
    return servedBy(session, await renew(), renew);
  }
  const renew = async () => (await ownJson<ConsoleSession>("session.json")).authorization;
  return servedBy(session, session.authorization, renew);
}

/** What was asked is known to the gateway of `npm start`, and of a deployed service to this page alone. */
function servedBy(
  session: ConsoleSession,
  authorization: ConsoleAuthorization | null,
  renew: () => Promise<ConsoleAuthorization | null>,
): Served {
  if (session.documents.includes("requests.json")) {
    return { session, api: new ConsoleClient(authorization, renew), requests: new GatewayRequests() };
  }
  const requests = new PageRequests(session.model.pricePerMillionTokens);
  return { session, api: new ConsoleClient(authorization, renew, undefined, requests.record), requests };
}

/** Whether the person has to give the key or token. */
export function isPasted(session: ConsoleSession): session is PastedSession {
  return session.authorization === null && session.auth in credentialNames;
}

/**
 * What a client renews its credentials by: a key that may not call one route stays as it is, and one that the API no longer
 * takes at all is asked for once, however many requests were refused.
 */
function pastedCredential(session: PastedSession, ask: AskForCredential) {
  let token: string | undefined;
  let renewing: Promise<{ readonly type: "bearer"; readonly token: string }> | undefined;
  const renew = async () => {
    if (token === undefined || (await credentialProblem(session, token))) {
      token = await ask(session, token !== undefined);
    }
    return { type: "bearer", token } as const;
  };
  return () => {
    renewing ??= renew().finally(() => {
      renewing = undefined;
    });
    return renewing;
  };
}
