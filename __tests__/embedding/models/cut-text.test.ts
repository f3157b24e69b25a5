import fc from "fast-check";
import { cutText } from "../../../embedding/models/cut-text";

const pieces = [
  "e",
  "\u0301",
  "क",
  "्",
  "ष",
  "ि",
  "น",
  "ำ",
  "้",
  "🇩",
  "🇪",
  "👩",
  "\u200d",
  "🏽",
  "각",
  "ᄀ",
  "ᅡ",
  "\r",
  "\n",
  " ",
];

test("leaves the longest start that ends between two characters as people see them", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 30 }).map((parts) => parts.join("")),
      fc.integer({ min: 1, max: 60 }),
      (text, maxLength) => {
        const ends = [...new Intl.Segmenter().segment(text)].map(({ index, segment }) => index + segment.length);
        const cut = cutText(text, maxLength);
        const best = ends.filter((end) => end <= maxLength).at(-1);
        if (best !== undefined) expect(cut).toBe(text.slice(0, best));
        // The first character is longer than all: what is left of it is still Unicode, and none that was not there.
        else
          expect([text.startsWith(cut), cut.isWellFormed(), maxLength - cut.length <= 1]).toEqual([true, true, true]);
      },
    ),
    { numRuns: 2_000 },
  );
});

test.each([
  ["flags", "🇩🇪🇫🇷🇮🇹", 6, "🇩🇪"],
  ["a family", "a👨‍👩‍👧‍👦b", 9, "a"],
  ["a conjunct of Hindi", "aक्षb", 3, "a"],
  ["Thai", "กำน้ำ", 3, "กำ"],
  ["half a pair", "😀\u200d😀", 4, "😀\u200d"],
])("cuts %s", (_, text, maxLength, start) => {
  expect(cutText(text, maxLength)).toBe(start);
});
