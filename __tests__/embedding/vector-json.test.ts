import fc from "fast-check";
import { writtenAs } from "../../embedding/vector";
import { isVectorText, splitVector, toJson } from "../../embedding/vector-json";

const json = (value: unknown) => JSON.stringify(value);
const parsed = (text = "{}"): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // What is left of an array of arrays.
    return {};
  }
};

describe("splitVector", () => {
  test("takes the vector out of an object, wherever it stands and however it is spaced", () => {
    expect(splitVector('{"embedding":[1,2],"n":3}')).toEqual({ vector: "[1,2]", rest: '{"embedding":[],"n":3}' });
    expect(splitVector('{"n":3,"embedding" : [1, 2]}')).toEqual({ vector: "[1, 2]", rest: '{"n":3,"embedding" : []}' });
  });

  test.each([
    ["there is none", '{"n":3}'],
    ["it is no array", '{"embedding":3}'],
    ["there are two of the name", '{"embedding":[1],"embedding":[2]}'],
    ["there are two, one of them escaped", '{"embedding":[1],"\\u0065mbedding":[2]}'],
    ["a nested object has one too", '{"embedding":[1],"x":{"embedding":[2]}}'],
  ])("does not decide where %s", (_, text) => {
    expect(splitVector(text)).toBeUndefined();
  });

  test("takes nothing for the vector that is in a text", () => {
    const text = json({ text: '"embedding":[1]', embedding: [2] });
    expect(splitVector(text)).toEqual({ vector: "[2]", rest: json({ text: '"embedding":[1]', embedding: [] }) });
  });

  test("finds the array that JSON.parse finds, in any object", () => {
    const fields = fc.dictionary(fc.oneof(fc.constant("embedding"), fc.string()), fc.jsonValue({ maxDepth: 3 }));
    fc.assert(
      fc.property(fields, (object) => {
        const split = splitVector(json(object));
        const { embedding } = parsed(split?.rest) as { embedding?: unknown };
        // Only where the field is one of the object itself does the empty array stand for it.
        if (!split || !Array.isArray(embedding) || embedding.length > 0) return;
        const { vector } = split;
        if (isVectorText(vector, (object["embedding"] as unknown[]).length)) {
          expect(JSON.parse(vector)).toEqual(JSON.parse(json(object["embedding"])));
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("isVectorText", () => {
  test("accepts what JSON.stringify makes of finite numbers up to 99 digits", () => {
    const numbers = fc.array(fc.double({ noNaN: true, min: -1e15, max: 1e15 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(numbers, (vector) => {
        const plain = vector.map((value) => (Math.abs(value) < 1e-90 ? 0 : value));
        expect(isVectorText(json(plain), plain.length)).toBe(true);
      }),
    );
  });

  test.each(["[1,-2.5e-7]", "[1, -2.5e-7]"])("accepts %s, as most writers of JSON space it", (text) => {
    expect(isVectorText(text, 2)).toBe(true);
  });

  test.each([
    "[]",
    "[1]",
    "[1,2,3]",
    "[1,2",
    "[1,,2]",
    "[1,2,]",
    "[01,2]",
    "[1.,2]",
    "[.5,2]",
    "[+1,2]",
    "[1,null]",
    '["1",2]',
    "[1,[2]]",
    "[NaN,1]",
    "[1e999,2]",
    `[${"9".repeat(400)},2]`,
  ])("refuses %s for two numbers", (text) => {
    expect(isVectorText(text, 2)).toBe(false);
  });

  test("says yes to nothing that JSON.parse reads otherwise", () => {
    const pieces = fc.constantFrom(
      "[",
      "]",
      ",",
      " ",
      "-",
      "0",
      "7",
      "12",
      ".",
      "e",
      "E5",
      "e+3",
      "e99",
      "1e308",
      "null",
      '"',
      "\n",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), fc.integer({ min: 0, max: 4 }), (parts, length) => {
        const text = parts.join("");
        if (!isVectorText(text, length)) return;
        const vector = JSON.parse(text);
        expect(vector).toHaveLength(length);
        expect(vector.every(Number.isFinite)).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });
});

describe("toJson", () => {
  test("writes a vector as it came, and everything else as JSON.stringify", () => {
    const kept = writtenAs([0.5, 1], "[5.0E-1, 1.0]");
    const value = {
      text: '\\ud800 "\\ud800"',
      first: kept,
      other: [0.5, 1],
      list: [{ embedding: kept }],
      none: undefined,
    };
    expect(toJson(value)).toBe(
      '{"text":"\\\\ud800 \\"\\\\ud800\\"","first":[5.0E-1, 1.0],"other":[0.5,1],"list":[{"embedding":[5.0E-1, 1.0]}]}',
    );
    expect(JSON.parse(toJson(value))).toEqual(JSON.parse(json(value)));
  });

  test.each(["\ud800", 'say "\ud800', '"\ud800"', '"\\/"', "\\/", '\\"\\/"'])(
    "writes %j, which others stored, as JSON.stringify, also beside a vector",
    (text) => {
      const kept = writtenAs([0.5], "[5.0E-1]");
      expect(JSON.parse(toJson({ text, kept }))).toEqual({ text, kept: [0.5] });
      expect(toJson({ text })).toBe(json({ text }));
    },
  );
});
