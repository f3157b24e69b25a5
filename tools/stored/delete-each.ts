import * as z from "zod/mini";
import type { IndexFilter } from "../../embedding/index/filter";
import { type ApiAnswer, type ApiClient, attempts, parseAnswer, pauseBefore, requestFailure } from "../api/api-client";
import { CommandError } from "../command/command-error";
import { storedPath } from "./stored-path";

/** The most ids of one request. */
const maxIds = 1_000;

/** What is read of the answer of `POST /embeddings/delete`. */
const deleteAnswer = z.object({
  ids: z.array(z.string()),
  not_found: z.array(z.string()),
  failed: z.array(z.object({ id: z.string(), problem: z.object({ detail: z.string() }) })),
  next_cursor: z.nullable(z.string()),
});

/** Which embeddings, where it is not said by their ids: all that both take. */
export interface Selection {
  /** Empty for any. */
  readonly prefix: string;
  /**
   * What their metadata are.
   * @default any
   */
  readonly filter?: IndexFilter | undefined;
}

/** The ids of what is to be deleted, of which a list by a filter lacks those that have expired. Throws a `CommandError`. */
export async function selectedIds(
  client: Pick<ApiClient, "request">,
  { prefix, filter }: Selection,
): Promise<readonly string[]> {
  const selected = new Set<string>();
  let cursor: string | undefined;
  do {
    const body = { ...(filter ? { filter } : { prefix }), dry_run: true, cursor };
    const answer = await client.request({ method: "POST", path: "/embeddings/delete", body });
    const { ids, next_cursor } = parseAnswer(answer, deleteAnswer);
    for (const id of ids) if (id.startsWith(prefix)) selected.add(id);
    cursor = next_cursor ?? undefined;
  } while (cursor !== undefined);
  return [...selected];
}

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
  const all = [...new Set(ids)];
  all.forEach(storedPath);
  for (let start = 0; start < all.length && !signal.aborted; start += maxIds) {
    yield* deleteSome(client, all.slice(start, start + maxIds), signal);
  }
}

/** Deletes what one request may name, which goes on by a cursor where it takes longer than an answer may, or some fail. */
async function* deleteSome(
  client: Pick<ApiClient, "patiently">,
  ids: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<Deletion> {
  let cursor: string | undefined;
  let failedAnswers = 0;
  do {
    const answer = await client.patiently({ method: "POST", path: "/embeddings/delete", body: { ids, cursor } });
    const { ids: deleted, not_found: missing, failed, next_cursor } = readDeletions(answer);
    for (const id of deleted) yield { id, isDeleted: true };
    for (const id of missing) yield { id, isDeleted: false };
    cursor = next_cursor ?? undefined;
    failedAnswers = failed.length > 0 && deleted.length + missing.length === 0 ? failedAnswers + 1 : 0;
    const [first] = failed;
    if (first && failedAnswers === attempts) throw new CommandError(`${first.id}: ${first.problem.detail}`);
    if (first) await pauseBefore(failedAnswers, answer);
  } while (cursor !== undefined && !signal.aborted);
}

function readDeletions(answer: ApiAnswer): z.infer<typeof deleteAnswer> {
  if (answer.status !== 200 && answer.status !== 207) throw requestFailure(answer);
  return parseAnswer(answer, deleteAnswer);
}
