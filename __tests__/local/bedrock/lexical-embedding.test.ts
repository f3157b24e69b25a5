import { lexicalEmbedding } from "../../../local/bedrock/lexical-embedding";
import { cosine } from "../../helpers/local/local-bedrock";

test("gives the same vector for the same text, of the length asked for", () => {
  for (const dimension of [256, 512, 1024]) {
    const vector = lexicalEmbedding("Hello world", dimension, true);
    expect(vector).toHaveLength(dimension);
    expect(lexicalEmbedding("Hello world", dimension, true)).toEqual(vector);
  }
});

test("has unit length where it is normalized, and more where it is not", () => {
  const text = "the quick brown fox jumps over the lazy dog";
  expect(Math.hypot(...lexicalEmbedding(text, 1024, true))).toBeCloseTo(1, 6);
  expect(Math.hypot(...lexicalEmbedding(text, 1024, false))).toBeGreaterThan(1.5);
});

test.each(["...", "🌍", "日本語のテキスト", "a"])("gives %j a vector other than zero", (text) => {
  expect(Math.hypot(...lexicalEmbedding(text, 256, true))).toBeCloseTo(1, 6);
});

test("puts texts that share words closer than texts that share none", () => {
  const embed = (text: string) => lexicalEmbedding(text, 1024, true);
  const query = embed("how to rotate the access keys of a user");
  const near = cosine(query, embed("rotate the access keys of every user"));
  const far = cosine(query, embed("baking sourdough bread at home"));
  expect(near).toBeGreaterThan(far + 0.3);
});

test("has nothing in common with the vector of the same text in another space", () => {
  const text = "how to rotate the access keys of a user";
  const one = lexicalEmbedding(text, 1024, true, "one");
  expect(lexicalEmbedding(text, 1024, true, "one")).toEqual(one);
  for (const other of ["another", ""]) {
    expect(Math.abs(cosine(one, lexicalEmbedding(text, 1024, true, other)))).toBeLessThan(0.2);
  }
});
