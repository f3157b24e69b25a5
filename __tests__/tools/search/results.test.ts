import { describeResults } from "../../../tools/search/results";

const bold = (text: string) => `*${text}*`;
const describe = (results: Parameters<typeof describeResults>[0]["results"]) =>
  describeResults({ results }, { query: "the shutdown", bold });

test("shows score, id, heading, source and line, and the passage with the query's words in bold", () => {
  const metadata = { heading: "Server > Shutdown", source: "docs/server.md", line: 120 };
  const text = "\nOn shutdown:\r\n\n  close it.\n";
  expect(describe([{ id: "a:1", score: 0.47144, text, metadata }])).toBe(
    "0.471  *a:1*\n  Server > Shutdown · docs/server.md:120\n\n  On *shutdown*:\n\n    close it.",
  );
});

test("shows the page where there is one, and nothing of what there is not", () => {
  const [first, second] = describe([
    { id: "a", score: 1, text: "x", metadata: { source: "a.pdf", page: 7 } },
    { id: "b", score: 0.5, text: "y" },
  ]).split("\n\n  x\n\n");
  expect([first, second]).toEqual(["1.000  *a*\n  a.pdf, page 7", "0.500  *b*\n\n  y"]);
});

test("says what is wrong with one that cannot be read", () => {
  expect(describe([{ id: "a", score: 1, problem: { detail: "It is corrupt." } }])).toBe(
    "1.000  *a*\n\n  It is corrupt.",
  );
});

test("shows nothing that a terminal obeys", () => {
  const metadata = { source: "\u001b]0;evil\u0007" };
  const shown = describe([{ id: "a\u001b[31m", score: 1, text: "\u001b[2Jx\u009b31m", metadata }]);
  expect(shown).not.toMatch(/[^\P{Cc}\n]/u);
  expect(shown).toContain("\\u001b[2Jx\\u009b31m");
});

test("says so where there is none", () => {
  expect(describe([])).toBe("Nothing is stored that this finds");
});
