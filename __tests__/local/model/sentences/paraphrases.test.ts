import { stemmer } from "stemmer";
import { cosine } from "../../../../embedding/similarity";
import { SentencePool } from "../../../../local/model/sentences/sentence-pool";
import { sentencesEncoder } from "../../../../local/model/sentences/sentences-encoder";
import { wordsOf } from "../../../../local/model/words";
import { wordsEncoder } from "../../../../local/model/words-encoder";
import { otherTexts, paraphrases } from "../../../helpers/local/paraphrases";

const pool = new SentencePool();
afterAll(() => pool.close());

const texts = [...paraphrases.map(([, answer]) => answer), ...otherTexts];

/** What the sentence encoder makes of each text, once for all lengths. */
const encoded = new Map<string, Float32Array>();
beforeAll(async () => {
  const all = [...texts, ...paraphrases.map(([question]) => question)];
  await Promise.all(all.map(async (text) => encoded.set(text, await pool.vector(text))));
});
const vector = async (text: string) => encoded.get(text) ?? pool.vector(text);

/** Words that every sentence has. */
const functionWords = new Set(
  `a about above after against all along am an and any are as at away back be before behind below best better both but by can could do
  does each even every few first for from get go goes good had has have here how i if in into is it its last least less like make
  makes many may me more most much must my new no not of off on once one or other our out over own past please should so some such
  than that the their them then there these they thing things this those to too two under unless until up us was we were what when
  where which while who why will with within without you your`.split(/\s+/),
);

/** How many of the answers come first among all texts. */
async function found(encode: (text: string) => Promise<ArrayLike<number>>): Promise<string[]> {
  const vectors = await Promise.all(texts.map(async (text) => Array.from(await encode(text))));
  const first = await Promise.all(
    paraphrases.map(async ([question]) => {
      const query = Array.from(await encode(question));
      const scores = vectors.map((vector) => cosine(query, vector));
      return texts[scores.indexOf(Math.max(...scores))];
    }),
  );
  return paraphrases.flatMap(([question, answer], index) => (first[index] === answer ? [question] : []));
}

test("asks in words that no answer has", () => {
  const content = (text: string) => wordsOf(text).flatMap((word) => (functionWords.has(word) ? [] : [stemmer(word)]));
  for (const [question, answer] of paraphrases) {
    const answered = new Set(content(answer));
    expect([question, content(question).filter((word) => answered.has(word))]).toEqual([question, []]);
  }
  expect(paraphrases.length).toBeGreaterThanOrEqual(30);
  expect(new Set(texts).size).toBe(100);
});

test.each([256, 512, 1_024, 1_536])("finds what is meant with vectors of %d numbers", async (dimension) => {
  const encoder = sentencesEncoder({ vector });
  const answered = await found((text) => encoder.encode(text, { dimension, space: "" }));
  expect(answered.length).toBeGreaterThanOrEqual(paraphrases.length * (dimension >= 1_024 ? 0.8 : 0.6));
});

test("does not find it by words", async () => {
  const answered = await found((text) => wordsEncoder.encode(text, { dimension: 1_024, space: "" }));
  expect(answered.length).toBeLessThan(paraphrases.length * 0.2);
});
