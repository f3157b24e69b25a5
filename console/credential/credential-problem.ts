import { errorOf, nobodyAnswers } from "../api/api-error";
import type { ConsoleSession } from "../session";

/** What most may do. */
const likely = ["GET /v1/models", "GET /embeddings", "POST /embeddings/search"];

/** The routes that a key or a token may be for and that answer with a body, first what most may do. */
function askedRoutes(routes: readonly string[]): string[] {
  const ofApi = routes.filter((routeKey) => /^(?!HEAD)\w+ \/(embeddings|v1)\b/.test(routeKey));
  return [...likely.filter((routeKey) => ofApi.includes(routeKey)), ...ofApi.filter((one) => !likely.includes(one))];
}

/**
 * A request that a route refuses as invalid, so that it costs no call of the model and reads nothing that is stored: a space
 * is no id, a list no body, and no query has this.
 */
function probe(routeKey: string): { readonly url: string; readonly init: RequestInit } {
  const [method = "", path = ""] = routeKey.split(" ");
  const body = method === "GET" || method === "DELETE" ? {} : { body: "[]" };
  return { url: `${path.replace(/\{\w+\}/, "%20")}?nothing`, init: { method, ...body } };
}

/** What a key or a token is called. */
export const credentialNames = { keys: "key", jwt: "token" } as const;

/** How an API is authorized with what a person pastes. */
export type PastedAuth = keyof typeof credentialNames;

/**
 * Why the API does not take a key or token, in a sentence; undefined where it does, if only for some of its routes. Throws
 * where the API does not say.
 */
export async function credentialProblem(
  { routes, auth }: Pick<ConsoleSession, "routes"> & { readonly auth: PastedAuth },
  token: string,
): Promise<string | undefined> {
  let reason = "";
  for (const { url, init } of askedRoutes(routes).map(probe)) {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const response = await fetch(url, { ...init, headers }).catch(() => {
      throw nobodyAnswers();
    });
    // Of OpenAI's interface, what is invalid is 400.
    if (response.ok || response.status === 422 || response.status === 400) return undefined;
    if (response.status !== 401 && response.status !== 403) throw await errorOf(response);
    reason ||= /error_description="([^"]*)"/.exec(response.headers.get("www-authenticate") ?? "")?.[1] ?? "";
  }
  const what = `The API does not take this ${credentialNames[auth]}`;
  if (reason) return `${what}: ${reason}.`;
  return auth === "keys"
    ? `${what}: it is mistyped, has expired or was taken away, or is for none of what the console shows.`
    : `${what}.`;
}
