import { piecesOf } from "../../../../local/model/sentences/pieces";

test.each(["a text", "x".repeat(2_000), "zwei Wörter"])("leaves %j whole", (text) => {
  expect(piecesOf(text)).toEqual([text]);
});

test("cuts a longer text between words, and a longer word anywhere", () => {
  const words = Array.from({ length: 1_000 }, (_, index) => `word${index}`);
  const pieces = piecesOf(words.join(" "));
  expect(pieces.length).toBeGreaterThan(3);
  expect(pieces.join(" ").split(/\s+/)).toEqual(words);
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(2_000);
  expect(piecesOf("x".repeat(5_000)).map(({ length }) => length)).toEqual([2_000, 2_000, 1_000]);
});

test("takes some of a very long text, from its start to near its end", () => {
  const words = Array.from({ length: 50_000 }, (_, index) => `word${index}`);
  const pieces = piecesOf(words.join(" "));
  expect(pieces).toHaveLength(8);
  expect(pieces[0]).toMatch(/^word0 word1 /);
  expect(Number(/word(\d+)/.exec(pieces[7] ?? "")?.[1])).toBeGreaterThan(40_000);
});

test.each(["", " ", "\n\t"])("has none of %j", (text) => {
  expect(piecesOf(text)).toEqual([]);
});
