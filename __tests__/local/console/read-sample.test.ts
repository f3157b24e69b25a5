import { batchItem } from "../../../functions/routes/batch/request";
import { readSample } from "../../../local/console/read-sample";

test("is of the project's own pages, as items that a batch takes", async () => {
  const { passages, questions } = await readSample();
  expect(passages.length).toBeGreaterThan(80);
  // More take too long to embed for whoever waits.
  expect(passages.length).toBeLessThan(250);
  for (const passage of passages) expect(batchItem.safeParse(passage).error).toBeUndefined();
  expect(new Set(passages.map(({ embedding_id }) => embedding_id)).size).toBe(passages.length);
  expect(passages.every(({ embedding_id }) => embedding_id.startsWith("sample:"))).toBe(true);
  const sources = new Set(passages.map(({ metadata }) => metadata["source"]));
  expect([...sources]).toEqual(expect.arrayContaining(["keys.md", "cost.md", "local-deployment.md"]));
  expect(questions.length).toBeGreaterThan(0);
});
