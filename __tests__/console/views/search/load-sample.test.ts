import type { ConsoleRequest } from "../../../../console/api/console-client";
import { loadSample } from "../../../../console/views/search/load-sample";
import { batchRequest } from "../../../../functions/routes/batch/request";

const passages = Array.from({ length: 25 }, (_, index) => ({ embedding_id: `p${index}`, text: "a", metadata: {} }));
const { signal } = new AbortController();

test("stores each passage once, by requests that the API takes, and says how far it is", async () => {
  const ids: string[] = [];
  const progress: number[] = [];
  const send = async <Answer>({ body }: ConsoleRequest) => {
    const { items } = batchRequest.parse(body);
    ids.push(...(items as { embedding_id: string }[]).map(({ embedding_id }) => embedding_id));
    return { results: items.map(() => ({ success: true })) } as Answer;
  };
  await loadSample({ send }, { passages, questions: [] }, { onProgress: (stored) => progress.push(stored), signal });
  expect(ids.toSorted()).toEqual(passages.map(({ embedding_id }) => embedding_id).toSorted());
  expect(progress).toEqual([10, 20, 25]);
});

test("says why one was not taken", async () => {
  const problem = { detail: "The model is throttled", code: "model_unavailable" };
  const send = async <Answer>() => ({ results: [{ success: true }, { success: false, problem }] }) as Answer;
  await expect(
    loadSample({ send }, { passages, questions: [] }, { onProgress: () => {}, signal }),
  ).rejects.toMatchObject({ message: problem.detail, code: problem.code });
});
