import { isObject } from "../../../embedding/is-object";
import { Upstream, type UpstreamAnswer, type UpstreamRequest } from "../handler/upstream";

/** Deletes what a request names, and says what there is not. */
export function deletionOf({ body }: UpstreamRequest, stored: Set<string>) {
  const { ids } = JSON.parse(body) as { readonly ids: readonly string[] };
  const [deleted, missing] = [ids.filter((id) => stored.has(id)), ids.filter((id) => !stored.has(id))];
  for (const id of deleted) stored.delete(id);
  return { dry_run: false, count: deleted.length, ids: deleted, not_found: missing, failed: [], next_cursor: null };
}

/** An API that stores what a test answers to be stored, and itself lists and deletes it, beside the requests that it keeps. */
export class EmbeddingsApi extends Upstream {
  storeId = "store";
  readonly stored = new Set<string>();
  /** The requests that it answered by itself. */
  readonly aside: UpstreamRequest[] = [];
  /** Whether it answers them. */
  isService = true;

  protected override answerAside(request: UpstreamRequest): UpstreamAnswer | undefined {
    const { pathname, searchParams } = new URL(request.path, "http://localhost");
    const isDeletion = pathname === "/embeddings/delete";
    if (!this.isService || !(isDeletion || (pathname === "/embeddings" && request.method === "GET"))) return undefined;
    this.aside.push(request);
    if (isDeletion) return { status: 200, body: JSON.stringify(deletionOf(request, this.stored)) };
    const limit = Number(searchParams.get("limit"));
    const ids = [...this.stored].filter((one) => one.startsWith(searchParams.get("prefix") ?? "")).toSorted();
    const from = Number(searchParams.get("cursor") ?? 0);
    const embeddings = ids.slice(from, from + limit).map((one) => ({ id: one, size_bytes: 1, last_modified: "then" }));
    const next_cursor = from + limit < ids.length ? String(from + limit) : null;
    return { status: 200, body: JSON.stringify({ embeddings, store_id: this.storeId, next_cursor }) };
  }

  protected override async respond(request: UpstreamRequest): Promise<UpstreamAnswer> {
    const answer = await super.respond(request);
    const body: unknown = typeof answer === "object" ? JSON.parse(answer.body ?? "null") : undefined;
    const results = isObject(body) && Array.isArray(body["results"]) ? body["results"] : [];
    for (const { success, embedding_id } of results) if (success) this.stored.add(embedding_id);
    return answer;
  }
}
