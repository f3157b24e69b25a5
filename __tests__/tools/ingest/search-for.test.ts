import { searchFor } from "../../../tools/ingest/search-for";

const local = { url: "http://localhost:3000", auth: "none" };
const passage = (text: string, metadata = {}) => ({ id: "a", text, location: "a.md", metadata });

test.each([
  ["the heading", passage("Some text", { heading: "Guide > Install it" }), '"Guide Install it"'],
  ["the first words", passage('It is "quoted", and $(goes) on for long'), '"It is quoted and goes on"'],
  ["no word twice", passage("Guide\n\nGuide\n\nThe guide says"), '"Guide The guide says"'],
  ["a text to fill in, where there is no word", passage("👍 ---"), '"TEXT"'],
  ["words of any script", passage("日本語 हिन्दी"), '"日本語 हिन्दी"'],
])("searches for %s", (_, first, query) => {
  expect(searchFor(first, local)).toBe(`npm run search -- ${query} --url http://localhost:3000`);
});

test("searches where it was sent", () => {
  expect(searchFor(passage("a"), { url: "https://x.example/a b", auth: "iam" })).toBe(
    `npm run search -- "a" --url 'https://x.example/a b' --auth iam`,
  );
  expect(searchFor(passage("a"), { url: undefined, auth: "none" })).toBe('npm run search -- "a"');
});
