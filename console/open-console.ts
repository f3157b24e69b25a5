import { ConsoleClient } from "./api/console-client";
import { ownJson } from "./api/own-json";
import { credentialNames, credentialProblem, type PastedAuth } from "./credential/credential-problem";
import type { ConsoleSession } from "./session";

/** A session of which a person has to give the key or token. */
export type PastedSession = ConsoleSession & { readonly auth: PastedAuth };

/** What every view is given. */
export interface Served {
  readonly session: ConsoleSession;
  readonly api: ConsoleClient;
}

/** Asks the person for a key or token that the API takes; `isAnother` says that it no longer takes the last. */
export type AskForCredential = (session: PastedSession, isAnother: boolean) => Promise<string>;

/** Asks whoever serves the console what it serves, and, where that has no credentials, the person for them. */
export async function openConsole(ask: AskForCredential): Promise<Served> {
  const session = await ownJson<ConsoleSession>("session.json");
  if (isPasted(session)) {
    const renew = pastedCredential(session, ask);
    return { session, api: new ConsoleClient(await renew(), renew) };
  }
  const renew = async () => (await ownJson<ConsoleSession>("session.json")).authorization;
  return { session, api: new ConsoleClient(session.authorization, renew) };
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
