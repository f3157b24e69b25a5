import { toVectorMetadata } from "../../../embedding/index/carried-metadata";
import { maxConstraints } from "../../../embedding/index/filter";
import { titan } from "../../helpers/handler/aws-answers";
import { handlerOf, post, useUpstreams } from "../../helpers/handler/handler";
import { useLocalIndex } from "../../helpers/local/indexed-search";

const handler = handlerOf("search");
const upstreams = useUpstreams({ index: { model: "amazon.titan-embed-text-v2:0", dimension: 256 } });
const index = useLocalIndex(256);

/** A vector that is the less similar to what is searched for, the higher its number. */
function stored(number: number, text: string, metadata = {}) {
  const vector = [Math.cos(number / 200), Math.sin(number / 200), ...Array<number>(254).fill(0)];
  const document = {
    id: `doc${number}`,
    text,
    embedding: vector,
    model: undefined,
    normalized: undefined,
    expires_at: undefined,
    metadata,
  };
  return { key: document.id, vector, metadata: toVectorMetadata(document).metadata };
}

/** 120 others are more similar to any text than these three. */
const others = Array.from({ length: 120 }, (_, number) => stored(number, "Passage of maxRetries", { language: "de" }));
const far = [
  stored(130, "Fix E-4711 by a restart", { language: "en" }),
  stored(140, "E-4711 once more, and E-4712", { language: "de" }),
  stored(150, "A text of no code"),
  stored(160, "The arms of the Kraken of old"),
];

beforeAll(() => index.put([...others, ...far]));
beforeEach(() => {
  upstreams.bedrock.answer = () => titan([1, ...Array<number>(255).fill(0)]);
});

/** The ids that a search of the 100 most similar answers first. */
async function search(text: string, fields: object = {}): Promise<string[]> {
  const { status, body } = await post(handler, { text, mode: "hybrid", candidates: 100, top_k: 100, ...fields });
  expect([status, body["code"]]).toEqual([200, undefined]);
  return (body["results"] as { id: string }[]).map(({ id }) => id);
}

test("finds what has a rare term of the text that none of the most similar has", async () => {
  expect((await search("what is E-4711")).slice(0, 2).toSorted()).toEqual(["doc130", "doc140"]);
  expect((await search("restart by E-4711"))[0]).toBe("doc130");
  expect((await search("e-4712"))[0]).toBe("doc140");
});

test("finds it within the filter and the least score, and by quotes", async () => {
  const german = await search("E-4711", { filter: { language: "de" } });
  expect([german[0], german.includes("doc130")]).toEqual(["doc140", false]);
  expect(await search("E-4711", { min_score: Math.cos(135 / 200) })).not.toContain("doc140");
  expect((await search('"e-4711" maxRetries')).toSorted()).toEqual(["doc130", "doc140"]);
});

test("finds a name that is in quotes, in any case", async () => {
  expect(await search('"Kraken"')).toEqual(["doc160"]);
  expect(await search('what is "kraken"')).toEqual(["doc160"]);
  expect(await search('"Kraken" text')).toEqual(["doc160"]);
});

test("adds nothing where a candidate has the term, nor for words of prose or a term of no text", async () => {
  for (const text of ["maxRetries", "a restart", "E-9999"]) expect(await search(text)).not.toContain("doc130");
  expect(await search("E-4711", { mode: "vector", candidates: undefined })).not.toContain("doc130");
});

test("says the scores of what it adds, and keeps the terms to itself", async () => {
  const { body } = await post(handler, {
    text: "E-4711 restart",
    mode: "hybrid",
    candidates: 100,
    top_k: 1,
    include: ["metadata", "text"],
  });
  expect(body["results"]).toEqual([
    {
      id: "doc130",
      score: expect.any(Number),
      vector_score: expect.closeTo(Math.cos(130 / 200), 5),
      text_score: expect.any(Number),
      distance: expect.any(Number),
      text: "Fix E-4711 by a restart",
      metadata: { language: "en" },
    },
  ]);
});

test("leaves the filter all of its constraints, and asks with what is left of them", async () => {
  const values = (count: number) => ["de", ...Array.from({ length: count - 1 }, (_, value) => `value ${value}`)];
  const found = async (count: number) =>
    (await search("E-4713 E-4711", { filter: { language: { $in: values(count) } } })).includes("doc140");
  // The first term is of no text.
  const all = [maxConstraints - 2, maxConstraints - 1, maxConstraints];
  expect(await Promise.all(all.map(found))).toEqual([true, false, false]);
});
