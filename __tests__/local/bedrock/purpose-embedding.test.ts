import { cosine } from "../../../embedding/similarity";
import { purposeEmbedding } from "../../../local/bedrock/purpose-embedding";
import { weightedStems } from "../../../local/model/weighted-stems";
import { wordVector } from "../../../local/model/word-vector";
import { wordsEncoder } from "../../../local/model/words-encoder";

const purposes = ["document", "query", "other"];
const embed = (text: string, purpose: string, dimension = 256) =>
  purposeEmbedding(text, { encoder: wordsEncoder, model: "model", dimension, purposes, purpose });

const texts = [
  "rotate the access keys of every user",
  "baking sourdough bread at home",
  "keys of a piano",
  "the user rotates the picture",
];

test("has unit length and the dimension asked for", async () => {
  for (const dimension of [256, 1024]) {
    const vector = await embed("a text", "document", dimension);
    expect(vector).toHaveLength(dimension);
    expect(Math.hypot(...vector)).toBeCloseTo(1, 6);
  }
});

test("is close to, and not equal to, that of the same words for another purpose", async () => {
  expect(await embed("a text", "query")).toEqual(await embed("a text", "query"));
  expect(cosine(await embed("a text", "document"), await embed("a text", "query"))).toBeCloseTo(0.859, 6);
});

test("leaves the similarity of a query to documents in proportion to that of their words", async () => {
  const words = (text: string) => [...wordVector(weightedStems(text), { dimension: 253, space: "model" })];
  const query = "how to rotate the access keys of a user";
  for (const text of texts) {
    expect(cosine(await embed(query, "query"), await embed(text, "document"))).toBeCloseTo(
      0.859 * cosine(words(query), words(text)),
      6,
    );
  }
});
