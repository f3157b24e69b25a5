import type { ApiClient } from "../api/api-client";
import { throwIfInterrupted } from "../command/interrupted";
import { deleteEach } from "../stored/delete-each";
import type { Journal } from "./journal";
import { isSeparate } from "./options";

/** What a store has that a run's files have not. */
export interface Gone {
  /** What files had that are no longer there, and may be pruned. */
  readonly ids: readonly string[];
  /** The option that prunes them. */
  readonly option: "--prune" | "--prune-prefix";
  /** How much else is of no run that is remembered, where the prefix is not by chance what others' ids begin with. */
  readonly unknown: number;
}

/** Arguments of {@link findGone}. */
export interface FindGoneArgs {
  /** @default nothing is remembered */
  readonly journal: Pick<Journal, "isOwn"> | undefined;
  readonly prefix: string;
  /** Whether a run's files are all that is to be below the prefix. */
  readonly ofPrefix: boolean;
}

/**
 * Of the ids that a store has below a prefix and a run's files have not, those that are gone: what earlier runs over the
 * same files stored, for without the memory of it nobody knows which folder it was of; or all of them.
 */
export function findGone(unread: Iterable<string>, { journal, prefix, ofPrefix }: FindGoneArgs): Gone {
  const all = [...unread];
  if (ofPrefix) return { ids: all, option: "--prune-prefix", unknown: 0 };
  const unknown = isSeparate(prefix) ? all.filter((id) => journal?.isOwn(id) === undefined).length : 0;
  return { ids: all.filter((id) => journal?.isOwn(id)), option: "--prune", unknown };
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
