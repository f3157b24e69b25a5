import fc from "fast-check";
import { maxScoredLength, rankHybrid } from "../../../embedding/ranking/rank-hybrid";

const candidates = (texts: readonly (string | undefined)[]) => texts.map((text, id) => ({ id, text }));
/** The places of texts in the order that a query gives them. */
const orderOf = (query: string, ...texts: (string | undefined)[]) =>
  rankHybrid(query, candidates(texts)).map(({ id }) => id);
const filler = ["Of the weather", "Of the harvest", "Of the sea"];

test.each<[string, string]>([
  ["ERR_SSL_41", "If ERR_SSL_41 is thrown"],
  ["err_ssl_41", "If `ERR_SSL_41`, stop."],
  ["ssl 41", "If ERR_SSL_41 is thrown"],
  ["foo.bar()", "Call x.foo.bar(1) first"],
  ["bar", "Call foo.bar() first"],
  ["A-113", "The room A-113, upstairs"],
  ["113", "The room A-113, upstairs"],
  ["maxRetries", "The option maxRetries is 3"],
  ["max retries", "The option maxRetries is 3"],
  ["maxretries", "The option maxRetries is 3"],
  ["json body", "Call parseJSONBody now"],
  ["client-s3", "Install @aws-sdk/client-s3 now"],
  ["--watch", "Run it with --watch"],
  ["$in", "The operator $in takes a list"],
  ["c++", "Written in C++ and more"],
  ["query", "All queries are there"],
  ["Université", "L'universite de Paris"],
  ["café", "Ein Cafe\u0301 am See"],
  ["日志", "节点级日志记录"],
  ["京都", "東京から京都へ行く"],
  ["ภาษา", "ผมพูดภาษาไทย"],
  ["книга", "Это КНИГА о море"],
  ["كتاب", "هذا كتاب جديد"],
  ["हिन्दी", "यह हिन्दी है"],
  ["한국어", "그는 한국어 선생님"],
  ["straße", "Die STRASSE und die Straße"],
])("finds by %j the last candidate: %j", (query, text) => {
  expect(orderOf(query, ...filler, text)[0]).toBe(filler.length);
});

test.each([
  ["ERR_SSL_41", "ERR_SSL_42 is another, as is 41", "ERR_SSL_41"],
  ["A-113", "A-1134 of A and 113", "A-113 it is"],
  ["c++", "c is another one", "C++ it is one"],
])("prefers for %s the whole to its parts: %j comes after %j", (query, parts, whole) => {
  expect(orderOf(query, "of the sea", parts, whole)[0]).toBe(2);
});

test.each<[string, readonly string[], readonly number[]]>([
  ['"trailing edge"', ["an edge", "the trailing\n edge", "trailing edges", "a Trailing Edge."], [1, 3]],
  ['edge "foo.bar()"', ["edge", "foo.bar", "x.foo.bar() it is"], [2]],
  ['“A-113” "room"', ["A-113", "room A-113", "room A-1134"], [1]],
  ["„trailing edge“ «foo»", ["trailing edge", "edge trailing foo", "foo at the Trailing edge"], [2]],
  ["”A-113” or “room”", ["A-113", "room A-113", "room"], [1]],
  ['"日志"', ["节点级日志记录", "日 志"], [0]],
  ['"a" "b"', ["a b", "a", "b", "ab"], [0]],
  ['what is "', ["a", "b"], [0, 1]],
  ['"" or " "', ["a", "b"], [0, 1]],
])("keeps of %s only what has it: %j", (query, texts, kept) => {
  expect(orderOf(query, ...texts).toSorted()).toEqual(kept);
});

test("keeps what is in quotes beyond what is scored", () => {
  const text = `${"word ".repeat(maxScoredLength)} the end`;
  expect(orderOf('"the end"', "a", text)).toEqual([1]);
  expect(rankHybrid("end", candidates([text]))).toMatchObject([{ textScore: 0 }]);
});

test("takes what is in quotes and identifiers of any length", () => {
  const page = "what a page says ".repeat(10_000);
  expect(orderOf(`"${page}"`, "what a page says", `Here is ${page.toUpperCase()}`)).toEqual([1]);
  expect(orderOf("a/".repeat(50_000), "of the sea", "a/b")).toEqual([1, 0]);
});

test("has no text score for a text that is not known, and drops it where something is in quotes", () => {
  expect(rankHybrid("a", candidates([undefined, "a"]))).toMatchObject([
    { id: 1, textScore: expect.any(Number) },
    { id: 0, textScore: undefined, score: 0.5 },
  ]);
  expect(orderOf('"a"', undefined, "a")).toEqual([1]);
});

test("scores 1 what is the first by both, and keeps the order of vectors where no word is found", () => {
  expect(rankHybrid("sea", candidates(["the sea", "b"]))).toMatchObject([{ id: 0, score: 1 }, { id: 1 }]);
  for (const query of ["nowhere", "?!", ""]) expect(orderOf(query, "a", "b", "c")).toEqual([0, 1, 2]);
});

test("puts what has an identifier before what has its parts and the most similar vector", () => {
  const parts = ["ssl err 42 ssl", "err ssl", "41 err ssl 41 err ssl"];
  expect(orderOf("ERR_SSL_41", ...parts, ...filler, "a long text that has ERR_SSL_41 somewhere in it")[0]).toBe(6);
  expect(orderOf("option maxRetries", "option max retries", "max option", ...filler, "it is maxRetries")[0]).toBe(5);
});

test("takes words that hyphens join for a name by themselves, and for prose beside other words", () => {
  const texts = ["fast", ...filler, "the fast-check of it all"];
  expect(rankHybrid("fast-check", candidates(texts))).toMatchObject([
    { id: 4 },
    { id: 0, score: expect.closeTo((1 + 61 / 62) / 3, 12) },
    {},
    {},
    {},
  ]);
  expect(rankHybrid("a fast-check", candidates(texts))).toMatchObject([
    { id: 0, score: expect.closeTo((1 + 61 / 62) / 2, 12) },
    { id: 4 },
    {},
    {},
    {},
  ]);
});

/** Texts that share words, some of which are not known, and queries of such words. */
const word = fc.constantFrom("a", "b", "foo.bar", "ERR_1", "日志", "é", "maxRetries", "--x");
const text = fc.oneof(
  { weight: 9, arbitrary: fc.array(word, { maxLength: 8 }).map((words) => words.join(" ")) },
  { weight: 1, arbitrary: fc.constant(undefined) },
);
const query = fc.oneof(
  fc
    .array(
      fc.oneof(
        word,
        word.map((one) => `"${one}"`),
      ),
      { maxLength: 4 },
    )
    .map((words) => words.join(" ")),
  fc.string({ unit: "grapheme" }),
);

test("never adds a candidate or has one twice, orders by score, and equal scores as the vectors do", () => {
  fc.assert(
    fc.property(query, fc.array(text, { maxLength: 30 }), (asked, texts) => {
      const given = candidates(texts);
      const ranked = rankHybrid(asked, given);
      expect(new Set(ranked.map(({ id }) => id)).size).toBe(ranked.length);
      for (const { id, text: kept, score, textScore } of ranked) {
        expect(given[id]).toEqual({ id, text: kept });
        expect(score).toBeGreaterThan(0);
        expect(score).toBeLessThanOrEqual(1);
        expect(textScore === undefined).toBe(kept === undefined);
        expect(textScore ?? 0).toBeGreaterThanOrEqual(0);
      }
      for (const [rank, { id, score }] of ranked.slice(1).entries()) {
        const { id: before, score: higher } = ranked[rank] as (typeof ranked)[number];
        expect(higher > score || (higher === score && before < id)).toBe(true);
      }
      expect(rankHybrid(asked, given)).toEqual(ranked);
      if (!/["“]/.test(asked)) expect(ranked).toHaveLength(texts.length);
    }),
  );
});

test("puts nothing that is better by both rankings after what is worse", () => {
  fc.assert(
    fc.property(fc.constantFrom("a", "a b", "b é 日志"), fc.array(text, { maxLength: 20 }), (asked, texts) => {
      const ranked = rankHybrid(asked, candidates(texts));
      for (const [place, later] of ranked.entries()) {
        for (const earlier of ranked.slice(0, place)) {
          const isBetter = later.id < earlier.id && (later.textScore ?? 0) > (earlier.textScore ?? 0);
          expect(isBetter).toBe(false);
        }
      }
    }),
  );
});
