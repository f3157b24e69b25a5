import type { EmbeddingError } from "../../../embedding/errors";
import { settle } from "../../../embedding/outcome";
import { decodeCursor, encodeCursor } from "../../fields/cursor";
import { toProblem } from "../../http/error-answer";
import { hasTime } from "../../http/has-time";
import type { RequestContext } from "../../http/request-context";
import { deleteEmbeddings } from "../../storage/delete-embeddings";
import type { Store } from "../../storage/store";
import type { DeleteManyResponse } from "./delete-many-response";
import type { DeleteRequest } from "./delete-request";
import { type GetPage, selectedPages } from "./selected-pages";

/** No more is begun once an answer names so many: those of 256 characters have room in it. */
const mostNamed = 10_000;

/** How far a request has come. */
interface Position {
  /** What could not be deleted, and is tried again before anything else: by a filter it would not be found any more. */
  readonly again: readonly string[];
  /** Where the next page starts, the first one at nothing; undefined after the last. */
  readonly next?: { readonly at?: string | undefined } | undefined;
}

/** What has become of a page. */
interface Step {
  readonly ids: readonly string[];
  readonly missing: readonly string[];
  readonly failed: readonly { readonly id: string; readonly error: EmbeddingError }[];
  readonly position: Position;
}

/** What is deleted, and the errors of what is not. */
export interface DeletedMany {
  readonly response: DeleteManyResponse;
  readonly errors: readonly EmbeddingError[];
}

/**
 * Deletes the embeddings that a request is about for as long as there is time, or says which those are. Throws 422 for a
 * cursor of another request, and 503 or 504 where nothing has been done and the same request would do all of it.
 */
export async function deleteMany(request: DeleteRequest, store: Store, context: RequestContext): Promise<DeletedMany> {
  const { filter, cursor, dry_run: isDryRun = false } = request;
  const list = { bucket: store.bucket.name, of: identityOf(request, store), request: "the same request" };
  const getPage = selectedPages(request, store, context);
  let position: Position = cursor ? JSON.parse(decodeCursor(cursor, list)) : { again: [], next: {} };
  const steps: Step[] = [];
  const named = () => steps.reduce((sum, { ids }) => sum + ids.length, 0);
  do {
    const { value: step, error } = await settle(() => stepFrom(position, { getPage, isDryRun }, store, context));
    const [failure] = step?.failed ?? [];
    const thrown = error ?? (filter === undefined && step?.ids.length === 0 ? failure?.error : undefined);
    // What has been done is said; who goes on is told of the error, if it is still one.
    if (thrown && steps.length === 0) throw thrown;
    if (!step) break;
    steps.push(step);
    position = step.position;
  } while (position.next && position.again.length === 0 && hasTime(context) && named() < mostNamed);
  const ids = steps.flatMap((step) => step.ids);
  const failed = steps.flatMap((step) => step.failed);
  const errors = failed.map(({ error }) => error);
  context.itemErrors.push(...errors);
  const response = {
    dry_run: isDryRun,
    count: ids.length,
    ids,
    not_found: steps.flatMap(({ missing }) => missing),
    failed: failed.map(({ id, error }) => ({ id, problem: toProblem(error, context.requestId) })),
    next_cursor: position.next || failed.length > 0 ? encodeCursor(JSON.stringify(position), list) : null,
  };
  return { response, errors };
}

/** Works on what has failed before, or on the next page. Throws where that cannot be told. */
async function stepFrom(
  { again, next }: Position,
  { getPage, isDryRun }: { readonly getPage: GetPage; readonly isDryRun: boolean },
  store: Store,
  context: RequestContext,
): Promise<Step> {
  const page = again.length > 0 ? undefined : await getPage(next?.at);
  const { ids, missing } = page ?? { ids: again, missing: [] };
  const following = page ? page.next && { at: page.next } : next;
  // Also of what has no object, for a vector may have outlived it.
  const all = [...ids, ...missing];
  const outcomes = isDryRun ? [] : await deleteEmbeddings(all, store, context);
  const failed = outcomes.flatMap(({ error }, position) => (error ? [{ id: all[position] as string, error }] : []));
  const left = new Set(failed.map(({ id }) => id));
  return {
    ids: ids.filter((id) => !left.has(id)),
    missing: missing.filter((id) => !left.has(id)),
    failed,
    position: { again: [...left], ...(following ? { next: following } : {}) },
  };
}

/** What tells a request from others: a cursor must not go on with another one. */
function identityOf({ ids, prefix, filter, dry_run: isDryRun = false }: DeleteRequest, { index }: Store): string[] {
  return ["delete", index?.arn ?? "", JSON.stringify([ids, prefix, filter, isDryRun])];
}
