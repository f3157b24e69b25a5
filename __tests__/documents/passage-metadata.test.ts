import { passageMetadata } from "../../documents/passage-metadata";
import { metadataProblem } from "../../embedding/index/indexing-problems";
import { metadata as metadataSchema } from "../../embedding/metadata";

const facts = { name: "a/guide.md", headings: [], said: {}, keys: [] };

test("says the source, and what else is known", () => {
  expect(passageMetadata(facts)).toEqual({ source: "a/guide.md" });
  expect(passageMetadata({ ...facts, title: "T", headings: ["Guide", "", "Install"], line: 7 })).toEqual({
    source: "a/guide.md",
    title: "T",
    heading: "Guide > Install",
    line: 7,
  });
  expect(passageMetadata({ ...facts, title: "Guide", headings: ["Guide"] })).not.toHaveProperty("title");
  expect(passageMetadata({ ...facts, page: 2 })).toEqual({ source: "a/guide.md", page: 2 });
});

test.each(["é", "\u{1}", '"', "😀"])("is what the API takes, however many %j are in it", (character) => {
  const long = character.repeat(2_000);
  const said = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`key${index}`, long]));
  const metadata = passageMetadata({
    name: long,
    title: long,
    headings: [`${long}x`, long],
    line: 2 ** 31,
    said,
    keys: Object.keys(said),
  });
  expect(metadataSchema.safeParse(metadata).error).toBeUndefined();
  expect(metadata).toMatchObject({
    source: expect.stringMatching(/…$/),
    heading: expect.stringMatching(/…$/),
    title: expect.stringMatching(/…$/),
  });
});

test.each<[unknown, unknown]>([
  [
    ["a", "b"],
    ["a", "b"],
  ],
  [
    [1, 2.5],
    [1, 2.5],
  ],
  [[new Date(0)], ["1970-01-01T00:00:00.000Z"]],
  [["a", 1, true], "a, 1, true"],
  [["a", { b: 1 }, null, ""], ["a"]],
  [[], undefined],
  [[{}], undefined],
  [[Number.NaN, 1], [1]],
  [["\ud800"], ["\ufffd"]],
])("keeps of the list %j %j", (value, kept) => {
  expect(passageMetadata({ ...facts, said: { tags: value }, keys: ["tags"] })["tags"]).toEqual(kept);
});

test.each([
  Array.from({ length: 1_000 }, () => 7),
  Array.from({ length: 1_000 }, (_, index) => `tag${index}`),
  ["x".repeat(2_000)],
])("keeps as much of a long list as the API and an index take", (...tags) => {
  const keys = ["one", "two", "three"];
  const metadata = passageMetadata({ ...facts, said: Object.fromEntries(keys.map((key) => [key, tags])), keys });
  expect(metadata["one"]).toEqual(expect.arrayContaining([expect.anything()]));
  expect([metadataSchema.safeParse(metadata).error, metadataProblem(metadata)]).toEqual([undefined, undefined]);
});
