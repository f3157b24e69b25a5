import { pdf } from "../../../../documents/formats/pdf/pdf";
import { pdfOf } from "../../../helpers/documents/pdf-of";
import { readDocument } from "../../../helpers/documents/read-document";

/** A line of text that begins at a point; turned, on a page that is read from its right side. */
type Line = readonly [x: number, y: number, text: string];
const straight = ([x, y, text]: Line) => `BT /F 10 Tf 1 0 0 1 ${x} ${y} Tm (${text}) Tj ET`;
const turned = ([x, y, text]: Line) => `BT /F 10 Tf 0 1 -1 0 ${800 - y} ${x} Tm (${text}) Tj ET`;

async function textOf(lines: readonly Line[], operator = straight): Promise<string[]> {
  const { blocks } = await readDocument(pdf, pdfOf([lines.map(operator).join("\n")]));
  return blocks.flatMap(({ text }) => text.trim().split("\n"));
}

/** Lines of a column, below each other. */
function column(name: string, x: number, lines = 8): Line[] {
  return Array.from({ length: lines }, (_, n): Line => [x, 700 - 14 * n, `${name} ${n} with words that fill its line`]);
}

/** Lines of columns in turns, as they stand beside each other. */
const inTurns = (...columns: readonly Line[][]): Line[] =>
  (columns[0] ?? []).flatMap((_, row) => columns.flatMap((lines) => lines.slice(row, row + 1)));

const words = (...columns: readonly Line[][]) => columns.flat().map(([, , text]) => text);

const [left, right] = [column("Left", 50), column("Right", 320)];

test.each([
  ["straight", straight],
  ["turned", turned],
])("reads one column after the other, whichever way they are written, in a page that is %s", async (_, operator) => {
  expect(await textOf([...left, ...right], operator)).toEqual(words(left, right));
  expect(await textOf(inTurns(left, right), operator)).toEqual(words(left, right));
});

test("reads columns in turns between what is as wide as the page, and columns that are not level", async () => {
  const title: Line = [50, 740, "A title that is as wide as the page and stands above both of its columns, not in one"];
  const note: Line = [
    50,
    400,
    "And a note that is as wide as the page and stands below both of its columns, at the end",
  ];
  const lower = right.map(([x, y, text]): Line => [x, y - 5, text]);
  expect(await textOf([title, ...inTurns(left, lower), note])).toEqual(words([title], left, lower, [note]));
});

test("reads three columns in turns", async () => {
  const columns = [column("One", 30), column("Two", 220), column("Three", 410)];
  expect(await textOf(inTurns(...columns))).toEqual(words(...columns));
});

test("joins the word that is parted at the end of a column's line", async () => {
  const parted = left.map(
    ([x, y, text], n): Line => [
      x,
      y,
      n === 2 ? "and here there is some exam-" : n === 3 ? "ple of it, which goes on here" : text,
    ],
  );
  expect(await textOf(inTurns(parted, right))).toContain("and here there is some example of it, which goes on here");
});

test.each([
  ["short names", ["bolts", "nuts", "washers", "screws", "pins"]],
  [
    "questions of any length",
    [
      "What is it that this does for us?",
      "And who says so, then?",
      "What does it cost?",
      "Why?",
      "And since when is it so?",
    ],
  ],
  ["few", ["A street, and its number", "A place, and its code", "A country, and its name"]],
])("leaves the rows of a table as they are: %s", async (_, cells) => {
  const names = cells.map((text, n): Line => [50, 700 - 14 * n, text]);
  const rows = cells.map((text, n) => `${text} ${right[n]?.[2]}`);
  expect(await textOf(inTurns(names, right).slice(0, 2 * cells.length))).toEqual(rows);
});

test("reads what is turned on its side by itself", async () => {
  const operators = inTurns(left, right).map(straight);
  const { blocks } = await readDocument(pdf, pdfOf([[...operators, turned([320, 780, "On its side"])].join("\n")]));
  expect(blocks[0]?.text.trim().split("\n")).toEqual([...words(left, right), "On its side"]);
  const between = operators.toSpliced(8, 0, turned([320, 780, "On its side"]));
  const { blocks: parted } = await readDocument(pdf, pdfOf([between.join("\n")]));
  expect(parted[0]?.text).toMatch(/Right 3 .*\nOn its side\nLeft 4 /);
});

test("leaves the cells of a table whole", async () => {
  const rows = [0, 1, 2, 3, 4].map((row): Line[] => [
    [50, 700 - 60 * row, `Question ${row} of those that are asked`],
    ...[0, 1, 2].map((n): Line => [320, 700 - 60 * row - 14 * n, `Answer ${row}, its line ${n} of three lines`]),
  ]);
  const text = (await textOf(rows.flat())).join(" ");
  expect(text).toMatch(/Question 0 .*Answer 0, .*Question 1 .*Answer 1, .*Question 4 .*Answer 4/);
});
