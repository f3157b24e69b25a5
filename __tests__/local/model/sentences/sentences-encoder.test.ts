import { createHash } from "node:crypto";
import { cosine } from "../../../../embedding/similarity";
import { sentencesEncoder } from "../../../../local/model/sentences/sentences-encoder";

/** 512 numbers of a name. */
function direction(name: string): Float32Array {
  const bytes = createHash("shake256", { outputLength: 512 }).update(name).digest();
  return Float32Array.from(bytes, (byte) => byte / 128 - 1);
}

/** In place of the sentence encoder: one direction for whatever is of animals, and another for all else. */
const asked: string[] = [];
const vector = async (text: string) => {
  asked.push(text);
  return /dog|hound|puppy/.test(text) ? direction("animals") : direction("all else");
};
const encoder = sentencesEncoder({ vector });
const encode = async (text: string, dimension = 1_024, space = "") => [
  ...(await encoder.encode(text, { dimension, space })),
];
beforeEach(() => {
  asked.length = 0;
});

test.each([256, 512, 1_020, 1_024, 1_536, 3_068])(
  "finds in %d numbers what is meant, and what is said",
  async (dimension) => {
    const query = await encode("my dog barks", dimension);
    expect(query).toHaveLength(dimension);
    const [meant, said, neither] = await Promise.all(
      ["a hound howls", "the tree barks", "stock exchange"].map((text) => encode(text, dimension)),
    );
    const far = cosine(query, neither ?? []);
    expect(cosine(query, meant ?? [])).toBeGreaterThan(far + 0.2);
    expect(cosine(query, said ?? [])).toBeGreaterThan(far + 0.15);
  },
);

test("goes by words alone in scripts that the encoder does not know, and where there are no letters", async () => {
  const texts = ["機械学習を勉強したい", "Я хочу учиться", "123 456", "🌍", " ", "..."];
  for (const text of texts) expect(Math.hypot(...(await encode(text)))).toBeGreaterThan(0);
  expect(asked).toEqual([]);
  const query = await encode("機械学習を勉強したい");
  expect(cosine(query, await encode("機械学習の本"))).toBeGreaterThan(
    cosine(query, await encode("今日は天気がいい")) + 0.2,
  );
});

test("lets the encoder count for as much of a text as is Latin", async () => {
  const encoderShare = async (text: string) =>
    Math.hypot(...(await encode(text)).slice(0, 512)) / Math.hypot(...(await encode(text)));
  const latin = await encoderShare("chlorophyll photosynthesis");
  expect(await encoderShare("chlorophyll фотосинтез")).toBeLessThan(latin - 0.1);
  expect(await encoderShare("фотосинтез")).toBe(0);
});

test("gives the encoder spaces alone, and of a long text its pieces", async () => {
  await encode("one\n\ttwo\u00a0three");
  expect(asked).toEqual(["one two three"]);
  asked.length = 0;
  await encode("about a dog ".repeat(1_000));
  expect(asked.length).toBeGreaterThan(4);
});

test("has nothing in common with the vector of the same text in another space", async () => {
  const text = "my dog barks at night";
  expect(Math.abs(cosine(await encode(text, 1_024, "one"), await encode(text, 1_024, "two")))).toBeLessThan(0.25);
});
