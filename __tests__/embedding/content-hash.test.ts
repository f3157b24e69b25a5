import { contentHash, type HashedContent } from "../../embedding/content-hash";

const content: HashedContent = {
  text: "Hello",
  model: "amazon.titan-embed-text-v2:0",
  input_type: "document",
  normalize: true,
  truncated: false,
  embedding: [0, 0.5, -0.25],
};

test("is the same for the same, however the numbers were spelled", () => {
  const spelled = [JSON.parse("-0.0"), JSON.parse("5e-1"), JSON.parse("-0.250")];
  expect(contentHash({ ...content, embedding: spelled })).toBe(contentHash(content));
  expect(contentHash(content)).toMatch(/^[\w-]{43}$/);
});

test.each<[string, Partial<HashedContent>]>([
  ["text", { text: "Hello " }],
  ["Unicode form of the text", { text: "Hello\u0301" }],
  ["model", { model: "cohere.embed-v4:0" }],
  ["purpose", { input_type: "query" }],
  ["normalization", { normalize: false }],
  ["truncation", { truncated: true }],
  ["number by a bit", { embedding: [0, 0.5, -0.25 - 2 ** -54] }],
  ["order of the numbers", { embedding: [0.5, 0, -0.25] }],
  ["length", { embedding: [0, 0.5, -0.25, 0] }],
  ["origin", { model: null, input_type: null, normalize: null }],
])("is another for another %s", (_, change) => {
  expect(contentHash({ ...content, ...change })).not.toBe(contentHash(content));
});
