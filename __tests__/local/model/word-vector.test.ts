import { cosine } from "../../../embedding/similarity";
import { toUnitLength } from "../../../embedding/unit-length";
import { weightedStems } from "../../../local/model/weighted-stems";
import { wordVector } from "../../../local/model/word-vector";

const embed = (text: string, dimension = 1_024, space = "") => [
  ...wordVector(weightedStems(text), { dimension, space }),
];

test("gives the same vector for the same text, of the length asked for", () => {
  for (const dimension of [256, 512, 1_024, 3_068]) {
    const vector = embed("Hello world", dimension);
    expect(vector).toHaveLength(dimension);
    expect(embed("Hello world", dimension)).toEqual(vector);
  }
});

test("has the length of what it tells, and unit length where it is scaled to that", () => {
  const vector = wordVector(weightedStems("the quick brown fox jumps over the lazy dog"), {
    dimension: 1_024,
    space: "",
  });
  expect(Math.hypot(...vector)).toBeGreaterThan(1.5);
  expect(Math.hypot(...toUnitLength(vector))).toBeCloseTo(1, 6);
});

test.each(["...", "🌍", "日本語のテキスト", "a", "to be or not to be", " ", "٣"])(
  "gives %j a vector other than zero",
  (text) => {
    expect(Math.hypot(...embed(text, 256))).toBeGreaterThan(0.05);
  },
);

test.each([
  ["words", "how to rotate the access keys of a user", "rotate the access keys of every user"],
  ["nearly the same spelling", "authentification", "authentication"],
  ["Chinese words", "我想学习机器学习", "机器学习的课程"],
  ["Thai words", "ฉันชอบกินข้าวผัด", "ข้าวผัดอร่อยมาก"],
  ["words with vowel signs", "हिन्दी भाषा सीखना", "हिन्दी की किताब"],
])("puts texts that share %s closer than texts that share none", (_, text, near) => {
  const far = cosine(embed(text), embed("baking sourdough bread at home"));
  expect(cosine(embed(text), embed(near))).toBeGreaterThan(far + 0.1);
});

test("takes forms of a word for one, and no heed of accents", () => {
  expect(cosine(embed("connecting wires"), embed("connected wire"))).toBeGreaterThan(0.98);
  expect(embed("Café Größe")).toEqual(embed("cafe große"));
});

test("makes nothing of the words that every text has, unless there are no others", () => {
  expect(embed("the of and you")).not.toEqual(embed("with it to a"));
  expect(cosine(embed("the heart of you"), embed("a heart to the"))).toBeCloseTo(1, 6);
});

test("weighs a rare word more than a common one", () => {
  const query = embed("time for pharmacology");
  expect(cosine(query, embed("pharmacology class"))).toBeGreaterThan(cosine(query, embed("time class")) + 0.2);
});

test("counts a word that comes again less each time", () => {
  const [once, thrice, all] = [["wing"], ["wing", "wing", "wing"], Array(50).fill("wing")].map((words) =>
    cosine(embed(`slipstream ${words.join(" ")}`), embed("wing")),
  ) as [number, number, number];
  expect(thrice).toBeGreaterThan(once + 0.1);
  expect(all).toBeGreaterThan(thrice);
  expect(all).toBeLessThan(0.99);
});

test("has nothing in common with the vector of the same text in another space", () => {
  const text = "how to rotate the access keys of a user";
  for (const [one, other] of [
    ["one", "another"],
    ["one", ""],
  ] as const) {
    expect(Math.abs(cosine(embed(text, 1_024, one), embed(text, 1_024, other)))).toBeLessThan(0.2);
  }
});
