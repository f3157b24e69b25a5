import type { QueryVectorsCommand } from "@aws-sdk/client-s3vectors";
import { EmbeddingError } from "../../../../embedding/errors";
import { newCalls } from "../../../../functions/aws/call-context";
import type { Index } from "../../../../functions/aws/s3-vectors";
import type { Position } from "../../../../functions/routes/search/cursor";
import { walk } from "../../../../functions/routes/search/walk";
import { QueryPages } from "../../../../local/s3-vectors/query-pages";

const context = {
  requestId: "request-1",
  signal: new AbortController().signal,
  remainingTimeMs: () => 20_000,
  ...newCalls(),
};

/** An index with so many vectors, which pages its answers as the service does, and counts the pages. */
function indexOf(count: number) {
  const pages = new QueryPages<{ key: string; distance: number }>();
  const asked: (number | undefined)[] = [];
  const send = async ({ input: { topK = 0, nextToken, ...query } }: QueryVectorsCommand) => {
    asked.push(topK);
    const found = Array.from({ length: Math.min(count, topK) }, (_, place) => {
      return { key: `doc${place}`, distance: place / 20_000 };
    });
    if (nextToken === "expired") throw new EmbeddingError("internal_error", "The index refused the request.");
    const page = nextToken ? pages.next([query, topK], nextToken) : pages.first([query, topK], found);
    return { vectors: page.found, nextToken: page.nextToken };
  };
  return { index: { arn: "arn", model: "m", dimension: 2, send } as unknown as Index, asked };
}

const query = { vector: [1, 0], filter: undefined, asOf: new Date(), returnMetadata: false, minScore: undefined };
const ids = (end: number, start = 0) => Array.from({ length: end - start }, (_, place) => `doc${start + place}`);

/** The ids of all pages of so many. */
async function all(index: Index, count: number, of: object = {}): Promise<string[]> {
  const found: string[] = [];
  for (let position: Position | undefined = { rank: 0 }; position; ) {
    const { matches, next } = await walk({ ...query, ...of }, position, count, index, context);
    found.push(...matches.map(({ id }) => id));
    position = next;
  }
  return found;
}

test.each([
  [10_120, 1_000, 10_000],
  [10_120, 999, 10_000],
  [10_000, 1_000, 10_000],
  [9_999, 1_000, 9_999],
  [250, 7, 250],
  [100, 100, 100],
  [0, 10, 0],
])("finds of %i vectors by pages of %i the first %i, each once and in order", async (vectors, count, most) => {
  const { index } = indexOf(vectors);
  expect(await all(index, count)).toEqual(ids(most));
});

test("ends at min_score", async () => {
  const { index, asked } = indexOf(1_000);
  expect(await all(index, 30, { minScore: 1 - 149.5 / 20_000 })).toEqual(ids(150));
  expect(asked.length).toBeLessThan(9);
});

test("asks the index for the first results alone, and for each page after them once or twice", async () => {
  const { index, asked } = indexOf(1_000);
  await all(index, 50);
  expect(asked).toEqual([50, ...Array(19).fill(10_000)]);
});

test("goes on from the first page where the index knows the position's own no more", async () => {
  const { index, asked } = indexOf(1_000);
  const expired = { rank: 340, page: { token: "expired", start: 300 } };
  const { matches, next } = await walk(query, expired, 30, index, context);
  expect(matches.map(({ id }) => id)).toEqual(ids(370, 340));
  expect(next).toMatchObject({ rank: 370, page: { start: 300 } });
  expect(asked).toHaveLength(5);
});

test("fails with what else the index says", async () => {
  const send = async () => {
    throw new EmbeddingError("index_timeout", "It did not answer.");
  };
  const index = { arn: "arn", model: "m", dimension: 2, send } as unknown as Index;
  await expect(walk(query, { rank: 5, page: { token: "a", start: 0 } }, 5, index, context)).rejects.toMatchObject({
    code: "index_timeout",
  });
});
