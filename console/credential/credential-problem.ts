import { errorOf, nobodyAnswers } from "../api/api-error";
import type { ConsoleSession } from "../session";

const nothing: RequestInit = { method: "POST", body: "{}" };
const noIds: RequestInit = { method: "POST", body: '{"ids":[]}' };

/**
 * What asks the API for next to nothing, or for what it refuses as invalid: it costs no call of the model, and reads nothing
 * that is stored. First what most may do.
 */
const probes: Readonly<Record<string, { readonly path: string; readonly init?: RequestInit }>> = {
  "GET /v1/models": { path: "/v1/models" },
  "GET /embeddings": { path: "/embeddings?limit=0" },
  "POST /embeddings/search": { path: "/embeddings/search", init: nothing },
  "POST /embeddings/batch": { path: "/embeddings/batch", init: nothing },
  "POST /embeddings/generate": { path: "/embeddings/generate", init: nothing },
  "POST /embeddings/store": { path: "/embeddings/store", init: nothing },
  "POST /v1/embeddings": { path: "/v1/embeddings", init: nothing },
  "POST /embeddings/get": { path: "/embeddings/get", init: noIds },
  "POST /embeddings/delete": { path: "/embeddings/delete", init: noIds },
  "POST /embeddings/stats": { path: "/embeddings/stats", init: { method: "POST", body: '{"cursor":0}' } },
  "PATCH /embeddings/{embedding_id}": { path: "/embeddings/%20", init: { method: "PATCH", body: "{}" } },
  "GET /embeddings/{embedding_id}": { path: "/embeddings/%20" },
  "DELETE /embeddings/{embedding_id}": { path: "/embeddings/%20", init: { method: "DELETE" } },
};

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
  for (const [routeKey, { path, init }] of Object.entries(probes)) {
    if (!routes.includes(routeKey)) continue;
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const response = await fetch(path, { ...init, headers }).catch(() => {
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
