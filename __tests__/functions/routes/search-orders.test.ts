import fc from "fast-check";
import { termsKey, textKey } from "../../../embedding/index/carried-keys";
import { rareTerms } from "../../../embedding/ranking/rare-terms";
import { embeds, titan } from "../../helpers/handler/aws-answers";
import { handlerOf, post, useUpstreams } from "../../helpers/handler/handler";
import { useLocalIndex } from "../../helpers/local/indexed-search";

const handler = handlerOf("search");
const upstreams = useUpstreams({
  rerankModels: ["amazon.rerank-v1:0"],
  index: { model: "amazon.titan-embed-text-v2:0", dimension: 256 },
});
const index = useLocalIndex(256);

const words = ["sea", "edge", "ERR_41", "foo.bar()", "cafe", "wing"] as const;
const wordAt = (place: number) => words[place % words.length] as string;
const textAt = (place: number) => `${wordAt(place)} of ${wordAt(place >> 2)} number ${place}`;
/** What the index holds, by id. */
const held = Array.from({ length: 60 }, (_, place) => ({
  key: `doc${place}`,
  vector: Array.from({ length: 256 }, (_, axis) => Math.sin(place * 7 + axis * (1 + (place % 5)))),
  metadata: {
    page: place % 6,
    tags: [wordAt(place), wordAt(place >> 1)],
    ...(place % 3 === 0 ? {} : { source: `${place % 4}.md` }),
    [textKey]: textAt(place),
    // Of some, another version has put them without.
    ...(place % 4 === 0 || rareTerms(textAt(place)).length === 0 ? {} : { [termsKey]: [...rareTerms(textAt(place))] }),
  },
}));
const deleted = held.filter((_, place) => place % 10 === 3).map(({ key }) => key);
const metadataOf = new Map(held.map(({ key, metadata }) => [key, metadata]));

beforeAll(async () => {
  await index.put(held);
  await index.delete(deleted);
});
beforeEach(() => {
  upstreams.bedrock.answer = (request) => {
    const { inputText = "", documents } = JSON.parse(request.body);
    if (documents) {
      const results = documents.map((text: string, index: number) => ({
        index,
        relevance_score: (text.length % 7) / 7,
      }));
      return { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify({ results }) };
    }
    const first = inputText.length % 9;
    return first ? titan(Array.from({ length: 256 }, (_, axis) => Math.sin(first + axis))) : embeds(request);
  };
});

interface Condition {
  readonly filter: object;
  readonly holds: (metadata: (typeof held)[number]["metadata"]) => boolean;
}
const simple = fc.oneof(
  fc.nat(5).map((page): Condition => ({ filter: { page }, holds: (of) => of.page === page })),
  fc.nat(5).map((page): Condition => ({ filter: { page: { $lt: page } }, holds: (of) => of.page < page })),
  // Of a list, one value is enough.
  fc.constantFrom(...words).map((tag): Condition => ({ filter: { tags: tag }, holds: (of) => of.tags.includes(tag) })),
  fc.boolean().map(
    (exists): Condition => ({
      filter: { source: { $exists: exists } },
      holds: (of) => "source" in of === exists,
    }),
  ),
);
const condition = fc.oneof(
  simple,
  fc.array(simple, { minLength: 1, maxLength: 3 }).map(
    (all): Condition => ({
      filter: { $and: all.map(({ filter }) => filter) },
      holds: (of) => all.every(({ holds }) => holds(of)),
    }),
  ),
  fc.array(simple, { minLength: 1, maxLength: 3 }).map(
    (any): Condition => ({
      filter: { $or: any.map(({ filter }) => filter) },
      holds: (of) => any.some(({ holds }) => holds(of)),
    }),
  ),
);
const text = fc.subarray([...words], { minLength: 1, maxLength: 3 }).map((some) => some.join(" "));
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const query = fc.oneof(
  fc.record({ text, mode: fc.constantFrom("vector", "hybrid"), rerank: maybe(fc.boolean()) }),
  fc.record({ queries: fc.array(text, { minLength: 1, maxLength: 4 }), mode: fc.constantFrom("vector", "hybrid") }),
  fc.constantFrom(...held.slice(0, 5)).map(({ vector }) => ({ embedding: vector })),
);
const order = fc.record({
  group_by: maybe(fc.constantFrom("source", "page", "tags")),
  diversity: maybe(fc.double({ min: 0, max: 1, noNaN: true })),
  top_k: fc.integer({ min: 1, max: 40 }),
});

interface Page {
  readonly results: readonly { readonly id: string; readonly score: number }[];
  readonly next_cursor: string | null;
}
async function pageOf(request: object): Promise<Page> {
  const { status, body } = await post(handler, request);
  expect([status, body["detail"]]).toEqual([200, undefined]);
  return body as unknown as Page;
}

test("whatever the order, no result is one that the filter excludes, that is deleted, or that came before", async () => {
  await fc.assert(
    fc.asyncProperty(query, order, condition, async (asked, how, { filter, holds }) => {
      const request = { ...asked, ...how, filter };
      const first = await pageOf(request);
      const second = first.next_cursor ? await pageOf({ ...request, cursor: first.next_cursor }) : undefined;
      const ids = [...first.results, ...(second?.results ?? [])].map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const id of ids) {
        expect(deleted).not.toContain(id);
        expect([id, holds(metadataOf.get(id) as never)]).toEqual([id, true]);
      }
      // Nothing is left out either that one page has room for.
      const { length } = held.filter(({ key, metadata }) => holds(metadata) && !deleted.includes(key));
      if (how.group_by === undefined) expect(first.results).toHaveLength(Math.min(how.top_k, length));
    }),
    { numRuns: 60 },
  );
}, 60_000);

test("the same request has the same answer", async () => {
  await fc.assert(
    fc.asyncProperty(query, order, async (asked, how) => {
      const [one, other] = [await pageOf({ ...asked, ...how }), await pageOf({ ...asked, ...how })];
      expect(one.results).toEqual(other.results);
    }),
    { numRuns: 20 },
  );
}, 60_000);

test("the scores fall from result to result where neither diversity nor groups say otherwise", async () => {
  await fc.assert(
    fc.asyncProperty(query, async (asked) => {
      const scores = (await pageOf({ ...asked, top_k: 50 })).results.map(({ score }) => score);
      expect(scores).toEqual(scores.toSorted((one, other) => other - one));
    }),
    { numRuns: 20 },
  );
}, 60_000);
