import { createHash } from "node:crypto";
import fc from "fast-check";
import { getEncoding } from "js-tiktoken";
import table from "../../../../functions/routes/openai-embeddings/cl100k-table";
import { decodeTokens, TokenTable } from "../../../../functions/routes/openai-embeddings/tokens";

const cl100k = new TokenTable(Buffer.from(table));
const ids = Array.from({ length: cl100k.last + 1 }, (_, id) => id);

test("has the tokens of tiktoken, all of them and no others", () => {
  const missing = ids.filter((id) => !cl100k.bytesOf(id));
  expect(missing).toEqual([100_256, ...Array.from({ length: 15 }, (_, index) => 100_261 + index)]);
  // Of their bytes, by tiktoken 0.12 in Python.
  const bytes = Buffer.concat(ids.flatMap((id) => cl100k.bytesOf(id) ?? []));
  const hash = createHash("sha256").update(bytes).digest("hex");
  expect([cl100k.last, hash]).toEqual([100_276, "1341ea97a2f7ccb3da5da6dbb18daff2f17e2f68b3141448b5f2d58165604436"]);
});

// Encoded by tiktoken in Python.
test.each<[string, number[]]>([
  ["Hello world", [9906, 1917]],
  ["hello", [15339]],
  [
    "naïve café 👩‍👩‍👧‍👦 漢字",
    [
      3458, 38672, 588, 53050, 62904, 102, 378, 235, 9468, 239, 102, 378, 235, 9468, 239, 100, 378, 235, 9468, 239, 99,
      6704, 120, 95, 19113,
    ],
  ],
  ["\ufeffBOM", [3305, 33, 1937]],
  ["<|endoftext|>", [100257]],
  ["a<|endofprompt|>b", [64, 100276, 65]],
  [" ", [220]],
  // Half of a character, as where a text is cut by its tokens.
  ["\ufffd", [9468]],
  ["\ufffdx", [9468, 87]],
])("decodes %j", (text, tokens) => {
  expect(decodeTokens(tokens, cl100k)).toEqual({ text });
});

test("decodes what any text is encoded to", () => {
  const encoding = getEncoding("cl100k_base");
  const text = fc.string({ unit: "grapheme", maxLength: 200 });
  fc.assert(
    fc.property(text, (value) => {
      expect(decodeTokens(encoding.encode(value, "all"), cl100k)).toEqual({ text: value });
    }),
  );
});

test("has U+FFFD for what is no UTF-8, as the web's decoder does", () => {
  const known = fc.constantFrom(...ids.filter((id) => cl100k.bytesOf(id)));
  // The first 256 are single bytes.
  const token = fc.oneof(fc.nat(255), known);
  fc.assert(
    fc.property(fc.array(token, { minLength: 1 }), (tokens) => {
      const bytes = Buffer.concat(tokens.map((one) => cl100k.bytesOf(one) as Buffer));
      expect(decodeTokens(tokens, cl100k).text).toBe(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
    }),
  );
});

test.each([100_256, 100_261, 100_275, 100_277, -1, -0.5, 1.5, 1e300, 2 ** 32, "9906", null, true, [1]])(
  "refuses %j, which is no token, and says where it is",
  (token) => {
    expect(decodeTokens([9906, token, token], cl100k)).toEqual({
      problem: { index: 1, message: "must be a token that cl100k_base has of 0 to 100276" },
    });
  },
);

test("stops where there are more bytes than any text has", () => {
  const longest = ids.reduce((a, b) => ((cl100k.bytesOf(a)?.length ?? 0) >= (cl100k.bytesOf(b)?.length ?? 0) ? a : b));
  const size = cl100k.bytesOf(longest)?.length ?? 0;
  const most = Math.floor(3_000_000 / size);
  expect(decodeTokens(new Array(most).fill(longest), cl100k).text).toHaveLength(most * size);
  expect(decodeTokens(new Array(most + 9).fill(longest), cl100k)).toEqual({
    problem: { index: most, message: "is beyond the 750000 characters of a text" },
  });
});
