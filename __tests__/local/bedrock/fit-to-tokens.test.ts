import fc from "fast-check";
import { countTokens } from "../../../embedding/models/count-tokens";
import { fitToTokens } from "../../../local/bedrock/fit-to-tokens";

const text = fc.string({
  unit: fc.constantFrom("a", "B", "-", ".", " ", "é", "7", "я", "ก", "ع", "字", "한", "😀"),
  maxLength: 60,
});
const limit = fc.record({ maxTokens: fc.integer({ min: 1, max: 20 }), charactersPerToken: fc.constantFrom(4, 4.7) });

test("leaves a text as it is that fits", () => {
  fc.assert(
    fc.property(text, limit, fc.constantFrom("start", "end", undefined), (whole, { charactersPerToken }, keep) => {
      const maxTokens = countTokens(whole, charactersPerToken);
      expect(fitToTokens(whole, { maxTokens, charactersPerToken, keep })).toBe(whole);
    }),
  );
});

test.each(["start", "end"] as const)("keeps the longest %s that fits, of whole characters", (keep) => {
  fc.assert(
    fc.property(text, limit, (whole, { maxTokens, charactersPerToken }) => {
      const part = fitToTokens(whole, { maxTokens, charactersPerToken, keep });
      expect(part.isWellFormed()).toBe(true);
      expect(keep === "start" ? whole.startsWith(part) : whole.endsWith(part)).toBe(true);
      expect(countTokens(part, charactersPerToken)).toBeLessThanOrEqual(maxTokens);
      const left = [...(keep === "start" ? whole.slice(part.length) : whole.slice(0, whole.length - part.length))];
      const more = keep === "start" ? part + (left[0] ?? "") : (left.at(-1) ?? "") + part;
      if (left.length > 0) expect(countTokens(more, charactersPerToken)).toBeGreaterThan(maxTokens);
    }),
  );
});

test("refuses a text of more tokens of which nothing shall be cut", () => {
  expect(() => fitToTokens("字字", { maxTokens: 1, charactersPerToken: 4, keep: undefined })).toThrow(
    "Input is too long for requested model.",
  );
});
