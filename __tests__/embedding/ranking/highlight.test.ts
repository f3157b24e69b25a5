import fc from "fast-check";
import { foldAccents, foldedPlaces } from "../../../embedding/ranking/fold";
import { highlighter } from "../../../embedding/ranking/highlight";

/** A text with what is found in it between brackets. */
function marked(text: string, ...queries: string[]): string {
  return highlighter(queries)(text)
    .toReversed()
    .reduce((rest, { start, end }) => `${rest.slice(0, start)}[${rest.slice(start, end)}]${rest.slice(end)}`, text);
}

test.each<[string, string]>([
  ["shut down", "How to [shut] it [down], or to shutter"],
  ["query", "[Queries] and a [query]"],
  ["ERR_SSL_41", "When [ERR_SSL_41] comes, and [ERR]_42"],
  ["retries", "The option [maxRetries] is 3"],
  ["foo.bar()", "Call [foo.bar](1), or [foo] alone"],
  ["cafe", "Ein [Cafe\u0301], das [Café]"],
  ["café", "A [CAFE] it is"],
  ["file", "The [ﬁle] is here"],
  ["日志", "节点级[日志]记录"],
  ["한국어", "그는 [한국어] 선생님"],
  ["한국어".normalize("NFD"), "그는 [한국어] 선생님"],
  ["книга", "Это [КНИГА] о море"],
  ["😀 smile", "😀 a [smile] 😀"],
  ["❤\ufe0f 👩\u200d🚀 smile", "✔\ufe0f a [smile] 👩\u200d👧"],
  ["کتاب\u200cها", "این [کتاب\u200cها] است"],
  ['"trailing\nedge"', "the [trailing edge], and [edge]"],
  ["what is the word for it", "the [word] of what is for it"],
  ["for it", "not [for] [it], fort"],
  ["", "nothing"],
])("finds by %j what is in brackets in %j", (query, text) => {
  expect(marked(text.replaceAll(/[[\]]/g, ""), query)).toBe(text);
});

test("finds what any of several queries looks for, and what overlaps once", () => {
  expect(marked("a trailing edge of ERR_41", "trailing", '"trailing edge"', "ERR_41")).toBe(
    "a [trailing edge] of [ERR_41]",
  );
});

test("looks at so much of a text as is scored", () => {
  const text = `${" ".repeat(7_995)}word word`;
  expect(highlighter(["word"])(text)).toEqual([{ start: 7_995, end: 7_999 }]);
});

const words = fc.constantFrom("edge", "Café", "日志", "ERR_41", "ﬁle", "한국어", "😀", "ways");
const texts = fc
  .array(fc.oneof(words, fc.string({ unit: "grapheme" })), { maxLength: 6 })
  .map((parts) => parts.join(" "));

test("answers spans in order, none over another, each of which has something that is looked for", () => {
  fc.assert(
    fc.property(fc.array(words, { minLength: 1, maxLength: 3 }), texts, (queries, text) => {
      const find = highlighter(queries);
      let last = 0;
      for (const { start, end } of find(text)) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
        expect(find(text.slice(start, end))).not.toEqual([]);
        last = end;
      }
    }),
  );
});

test("finds a word wherever it stands among others", () => {
  fc.assert(
    fc.property(words, texts, texts, (word, before, after) => {
      if (word === "😀") return;
      const text = `${before} ${word} ${after}`;
      const start = before.length + 1;
      const isOver = (span: { start: number; end: number }) => span.start <= start && span.end >= start + word.length;
      expect(highlighter([word])(text).some(isOver)).toBe(true);
    }),
  );
});

test("knows for each code unit of a folded text where it is from", () => {
  fc.assert(
    fc.property(texts, (text) => {
      const { folded, lowerCase, placeOf } = foldedPlaces(text);
      expect(folded).toBe(foldAccents(text));
      expect(lowerCase).toHaveLength(folded.length);
      for (let at = 0; at < folded.length; at++) {
        const { start, end } = placeOf(at);
        expect(foldAccents(text.slice(start, end))).toContain(folded[at]);
      }
    }),
  );
});
