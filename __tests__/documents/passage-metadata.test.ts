import { passageMetadata } from "../../documents/passage-metadata";
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
