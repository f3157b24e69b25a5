import type { DeleteManyResponse } from "../../../functions/routes/delete/delete-many-response";
import { ApiError } from "../../api/api-error";
import type { ConsoleClient } from "../../api/console-client";

/** What {@link deleteBelow} deletes, or counts alone. */
export interface DeleteBelowArgs {
  readonly prefix: string;
  readonly isDryRun: boolean;
  /** Is told how many there have been so far. */
  readonly onCount: (count: number) => void;
  readonly signal: AbortSignal;
}

/** Deletes all whose ids begin with a prefix, request by request. Throws where one goes no further, or the reason of the signal. */
export async function deleteBelow(
  api: Pick<ConsoleClient, "send">,
  { prefix, isDryRun, onCount, signal }: DeleteBelowArgs,
): Promise<number> {
  let count = 0;
  let cursor: string | null = null;
  do {
    const body: object = { prefix, dry_run: isDryRun, ...(cursor === null ? {} : { cursor }) };
    const request = { method: "POST", path: "/embeddings/delete", body } as const;
    const answer: DeleteManyResponse = await api.send<DeleteManyResponse>(request, signal);
    const [failure] = answer.failed;
    if (failure && answer.count === 0) {
      const { detail, status, code } = failure.problem;
      throw new ApiError(`${failure.id}: ${detail}`, status, code);
    }
    count += answer.count;
    onCount(count);
    cursor = answer.next_cursor;
  } while (cursor !== null);
  return count;
}
