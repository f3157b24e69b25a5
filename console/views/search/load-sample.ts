import { ApiError } from "../../api/api-error";
import type { ConsoleClient } from "../../api/console-client";
import type { Sample } from "../../sample";

/** So many at once that progress shows often. */
const batchSize = 10;

/** What is read of the answer to a batch. */
interface BatchAnswer {
  readonly results: readonly {
    readonly success: boolean;
    readonly problem?: { readonly detail: string; readonly code: string };
  }[];
}

/** How many batches are under way: with one alone, the model would wait for each to be stored. */
const concurrency = 2;

/** Embeds and stores a sample; what is stored as it is stays. Throws where one is not taken, or the reason of the signal. */
export async function loadSample(
  api: Pick<ConsoleClient, "send">,
  { passages }: Sample,
  { onProgress, signal }: { readonly onProgress: (stored: number) => void; readonly signal: AbortSignal },
): Promise<void> {
  const waiting = [...passages];
  let stored = 0;
  const storeAll = async () => {
    for (let items = waiting.splice(0, batchSize); items.length > 0; items = waiting.splice(0, batchSize)) {
      const body = { store_in_s3: true, if_changed: true, items };
      const { results } = await api.send<BatchAnswer>({ method: "POST", path: "/embeddings/batch", body }, signal);
      const problem = results.find(({ success }) => !success)?.problem;
      if (problem) throw new ApiError(problem.detail, 0, problem.code);
      stored += items.length;
      onProgress(stored);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, storeAll));
}
