import { countTokens, TokenCounter } from "../../../embedding/models/token-counter";

function tokensOf(text: string): number {
  const counter = new TokenCounter(4.7);
  counter.add(text);
  return counter.tokens;
}

test.each([
  ["English", "embeddings", 10 / 4.7],
  ["accented Latin", "Füße, Việt", 10 / 4.7],
  ["English with dashes and quotation marks", "“a” – b…", 8 / 4.7],
  ["code", "for (;;) { a[b] += c; }", 23 / 4.7],
  ["digits", "123456", 2],
  ["digits in a text", "ab 1234567", 3 / 4.7 + 7 / 3],
  ["Greek", "Αθήνα", 5 / 3],
  ["Cyrillic", "Москва", 2],
  ["Hebrew", "שלום", 2],
  ["Arabic", "مدينة", 2.5],
  ["Devanagari with its marks", "हिन्दी", 3],
  ["Tamil", "தமிழ்", 2.5],
  ["Thai", "ภาษาไทย", 3.5],
  ["Burmese", "မြန်မာ", 6],
  ["Georgian", "თბილისი", 7],
  ["Chinese", "你好，世界", 5],
  ["rare Chinese", "𠮷野家", 3],
  ["kana", "ひらがなカタカナ", 8],
  ["Hangul", "한국어", 3],
  ["emoji", "😀⚠👍", 3],
  ["symbols", "→≠█", 3],
])("counts %s", (_, text, tokens) => {
  expect(tokensOf(text)).toBeCloseTo(tokens, 10);
});

test("counts nothing in nothing", () => {
  expect(tokensOf("")).toBe(0);
});

test("goes on counting", () => {
  const counter = new TokenCounter(4);
  for (const text of ["ab", "你", "cd"]) counter.add(text);
  expect(counter.tokens).toBe(2);
});

test.each([
  ["", 4.7, 0],
  ["a", 4.7, 1],
  ["Hello world", 4.7, 3],
  ["Hello world!", 4, 3],
  ["Hello world!!", 4, 4],
  ["字", 4, 1],
  ["日本語 Text", 4, 5],
  ["😀😀", 4.7, 2],
  ["naïve", 4, 2],
  ["Привет, мир", 4, 4],
])("counts in %j, at %d characters to a token, %d", (text, charactersPerToken, count) => {
  expect(countTokens(text, charactersPerToken)).toBe(count);
});
