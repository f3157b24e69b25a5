import { type ApiClient, requestFailure } from "../api/api-client";
import { mapConcurrently } from "../run/map-concurrently";
import { isMissingEmbedding, storedPath } from "./stored-path";

/** How many requests are under way at a time. */
const concurrency = 4;

/** What became of an id. */
interface Deletion {
  readonly id: string;
  /** False where there was no such embedding. */
  readonly isDeleted: boolean;
}

/** Deletes stored embeddings, until the signal says to end. Throws a `CommandError`, at once where no embedding can have an id. */
export async function* deleteEach(
  client: Pick<ApiClient, "patiently">,
  ids: Iterable<string>,
  signal: AbortSignal,
): AsyncGenerator<Deletion> {
  const targets = Array.from(ids, (id) => ({ id, path: storedPath(id) }));
  const remove = async ({ id, path }: { readonly id: string; readonly path: string }): Promise<Deletion> => {
    const answer = await client.patiently({ method: "DELETE", path });
    if (answer.status === 200) return { id, isDeleted: true };
    if (isMissingEmbedding(answer)) return { id, isDeleted: false };
    throw requestFailure(answer);
  };
  yield* mapConcurrently(targets, remove, { concurrency, signal });
}
