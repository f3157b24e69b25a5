import type { ApiClient } from "../api/api-client";
import { throwIfInterrupted } from "../command/interrupted";
import { deleteEach } from "../stored/delete-each";
import type { Journal } from "./journal";

/** Arguments of {@link goneIds}. */
export interface GoneIdsArgs {
  readonly journal: Pick<Journal, "isOwn">;
  readonly prefix: string;
  /** Whether all was read, and not only what patterns name. */
  readonly isWhole: boolean;
}

/**
 * Of the ids that a store has and a run's files have not, those that files had which are no longer there: what earlier
 * runs over the same files stored, and what nobody remembers to have stored below a prefix that is read whole.
 */
export function goneIds(unread: Iterable<string>, { journal, prefix, isWhole }: GoneIdsArgs): string[] {
  const isWithout = prefix !== "" && isWhole;
  return [...unread].filter((id) => journal.isOwn(id) ?? isWithout);
}

/** Deletes what is gone from the store, and from the memory of it. Throws a `CommandError`, or `Interrupted`. */
export async function prune(
  client: Pick<ApiClient, "patiently">,
  ids: readonly string[],
  { journal, signal }: { readonly journal: Pick<Journal, "remove">; readonly signal: AbortSignal },
): Promise<number> {
  let deleted = 0;
  for await (const { id, isDeleted } of deleteEach(client, ids, signal)) {
    journal.remove([id]);
    if (isDeleted) deleted += 1;
  }
  throwIfInterrupted(signal);
  return deleted;
}
