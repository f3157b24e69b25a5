import { countTokens } from "../../../embedding/models/count-tokens";

test.each([
  ["English", "embeddings", 10 / 4.7],
  ["prose", "a model for the embeddings of documents", 39 / 4.7],
  ["white space", `${" ".repeat(20)}\n\t\r\n`, 24 / 4.7],
  ["a rule", "-".repeat(47), 10],
  ["words in one", "getEmbedding HTTPServer", 23 / 4.7],
  ["base64", "cXyZ+ab9/Q==", 8 + 1 / 3],
  ["a key", "0f-3a", 3 + 2 / 3],
  ["accented Latin", "Füße, Việt", 3],
  ["English with dashes and quotation marks", "“a” – b…", 6],
  ["code", "for (;;) { a[b] += c; }", 14],
  ["digits", "123456", 2],
  ["digits in a text", "ab 1234567", 1 + 7 / 3],
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
  ["Chinese with English", "用 API 查询", 3 + 5 / 4.7],
  ["rare Chinese", "𠮷野家", 3],
  ["kana", "ひらがなカタカナ", 8],
  ["Hangul", "한국어", 3],
  ["emoji", "😀⚠👍", 3],
  ["emoji that are joined", "👨\u200d👩\u200d👧", 5],
  ["symbols", "→≠█", 3],
])("counts %s", (_, text, tokens) => {
  expect(countTokens(text, 4.7)).toBe(Math.ceil(tokens));
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
