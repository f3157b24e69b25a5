import { DocumentError } from "../../../../documents/document-error";
import { csv } from "../../../../documents/formats/csv/csv";
import { textSource } from "../../../helpers/documents/text-source";

async function rows(text: string, length?: number) {
  const { blocks } = await csv.read(textSource(text, "t.csv", length));
  return (await Array.fromAsync(blocks)).map(({ kind, text, line }) => {
    expect(kind).toBe("row");
    return [line, text];
  });
}

test.each<[string, [number, string][]]>([
  [
    "name,price\nPen,3\nCup,4\n",
    [
      [2, "name: Pen\nprice: 3"],
      [3, "name: Cup\nprice: 4"],
    ],
  ],
  ["name;price, EUR\nPen;3,50\n", [[2, "name: Pen\nprice, EUR: 3,50"]]],
  ["name\tnote\nPen\tred, blue; green\n", [[2, "name: Pen\nnote: red, blue; green"]]],
  [
    "id,description; long\n1,a\n2,b; c; d\n",
    [
      [2, "id: 1\ndescription; long: a"],
      [3, "id: 2\ndescription; long: b; c; d"],
    ],
  ],
  ["text\none, two\n", [[2, "text: one, two"]]],
  ["a,b\n\n\n1,2\n", [[4, "a: 1\nb: 2"]]],
  ['"a;b;c",d\n1,2\n', [[2, "a;b;c: 1\nd: 2"]]],
  ["sep=|\na|b\n1|2\n", [[3, "a: 1\nb: 2"]]],
  [
    'name,note\nPen,"two\nlines, ""quoted"""\nCup,x\n',
    [
      [2, 'name: Pen\nnote: two\nlines, "quoted"'],
      [4, "name: Cup\nnote: x"],
    ],
  ],
  ['"first\nname",b\n1,2\n', [[3, "first\nname: 1\nb: 2"]]],
  [
    "a,b\n\n,\n1,\n,2\n",
    [
      [4, "a: 1"],
      [5, "b: 2"],
    ],
  ],
  [
    "a,,c\n1,2,3,4\n5\n",
    [
      [2, "a: 1\ncolumn 2: 2\nc: 3\ncolumn 4: 4"],
      [3, "a: 5"],
    ],
  ],
  ['a,b\n"""Hi"" he said\n""so""",2\n', [[2, 'a: "Hi" he said\n"so"\nb: 2']]],
  ['a,b\n"two\nlines" ,2\n', [[2, 'a: "two\nlines"\nb: 2']]],
  ['a,b\nsize 5" pipe,x\n', [[2, 'a: size 5" pipe\nb: x']]],
  [
    'a,b\n1,"5" pipe"\n2,"said "hi" twice"\n3,"x"y\n4,"z"\n',
    [
      [2, 'a: 1\nb: "5" pipe"'],
      [3, 'a: 2\nb: "said "hi" twice"'],
      [4, 'a: 3\nb: "x"y'],
      [5, "a: 4\nb: z"],
    ],
  ],
  [
    'a , "b"\n 1 ,  "x, y"\n2," padded "\n',
    [
      [2, "a: 1\nb: x, y"],
      [3, "a: 2\nb: padded"],
    ],
  ],
  ["a|b, c\n1|2, 3\n", [[2, "a: 1\nb, c: 2, 3"]]],
  ["text\njust one column\n", [[2, "text: just one column"]]],
  ["a,b\nlast,line", [[2, "a: last\nb: line"]]],
  ["a,b\n", []],
  ["", []],
])("reads %j", async (text, expected) => {
  expect(await rows(text)).toEqual(expected);
  expect(await rows(text, 100)).toEqual(expected);
});

test("reads a table that is larger than what is looked at for its delimiter", async () => {
  const words = "word ".repeat(20);
  const table = `id,text\n${Array.from({ length: 1_000 }, (_, index) => `${index},"${words}row ${index}"\n`).join("")}`;
  const read = await rows(table, 1_000);
  expect([read.length, read[0], read.at(-1)]).toEqual([
    1_000,
    [2, `id: 0\ntext: ${words}row 0`],
    [1_001, `id: 999\ntext: ${words}row 999`],
  ]);
});

/** The rows of a table, and what is said of it in the end. */
async function rowsAndFault(text: string, length: number) {
  const { blocks } = await csv.read(textSource(text, "t.csv", length));
  const read: [line: number | undefined, text: string][] = [];
  const reading = (async () => {
    for await (const { text: row, line } of blocks) read.push([line, row]);
  })();
  await expect(reading).rejects.toThrow(DocumentError);
  return { read, fault: await reading.catch(String) };
}

test.each<[string, [number, string][], string]>([
  [
    'a,b\n1,2\n3,"4\n5,6\n',
    [
      [2, "a: 1\nb: 2"],
      [3, 'a: 3\nb: "4'],
      [4, "a: 5\nb: 6"],
    ],
    "3: a quote is not closed: the line is read as it is written",
  ],
  [
    'name\tnote\nPen\t"3 inches\nCup\tred\nBox\tblue',
    [
      [2, 'name: Pen\nnote: "3 inches'],
      [3, "name: Cup\nnote: red"],
      [4, "name: Box\nnote: blue"],
    ],
    "2: a quote is not closed: the line is read as it is written",
  ],
  [
    'a,b\n\n"two\nlines",x\n\n\n"1,2\n\n3,4\n',
    [
      [3, "a: two\nlines\nb: x"],
      [7, 'a: "1\nb: 2'],
      [9, "a: 3\nb: 4"],
    ],
    "7: a quote is not closed: the line is read as it is written",
  ],
  ['"a,b\n1,2\n', [[2, '"a: 1\nb: 2']], "1: a quote is not closed: the line is read as it is written"],
  ['sep=;\na;b\n1;"2', [[3, 'a: 1\nb: "2']], "3: a quote is not closed: the line is read as it is written"],
  [
    'a,b\n1,"x\ny","\n2,3\n',
    [
      [2, 'a: 1\nb: "x'],
      [3, 'a: y"\nb: "'],
      [4, "a: 2\nb: 3"],
    ],
    "2: a quote is not closed: the line is read as it is written, and so is 1 more",
  ],
  [
    'a,b\n1,"open\n2,x\n3,"y, z"\n4,"multi\nline"\n',
    [
      [2, 'a: 1\nb: "open'],
      [3, "a: 2\nb: x"],
      [4, "a: 3\nb: y, z"],
      [5, "a: 4\nb: multi\nline"],
    ],
    "2: a quote is not closed: the line is read as it is written",
  ],
  [
    '"a","b"\n"1","open\n"2","x"\n"3","y"\n',
    [
      [2, 'a: "1"\nb: "open'],
      [3, "a: 2\nb: x"],
      [4, "a: 3\nb: y"],
    ],
    "2: a quote is not closed: the line is read as it is written",
  ],
])("loses no row of %j to a quote that is not closed, and names its line", async (text, expected, fault) => {
  for (const length of [1, 7, 1_000]) {
    expect(await rowsAndFault(text, length)).toEqual({
      read: expected,
      fault: `DocumentError: /documents/t.csv:${fault}`,
    });
  }
});

test("loses no row of a large table to a quote that is never closed", async () => {
  const lines = Array.from(
    { length: 1_000 },
    (_, index) => `${index},the row ${index}, as it is ${"word ".repeat(1_000)}`,
  );
  const { read, fault } = await rowsAndFault(
    ["id,text", ...lines.slice(0, 50), '50,"open', ...lines.slice(51)].join("\n"),
    60_000,
  );
  expect([read.length, read[50], read.at(-1)]).toEqual([
    1_000,
    [52, 'id: 50\ntext: "open'],
    [1_001, expect.stringMatching(/^id: 999\ntext: the row 999\ncolumn 3: as it is word /)],
  ]);
  expect(fault).toMatch(/:52: a quote is not closed/);
});

test("gives the rows before one that is too long, in the same part of the file too", async () => {
  const { blocks } = await csv.read(textSource(`a\n1\n"${"x".repeat(4_300_000)}`, "t.csv", 5_000_000));
  const read: string[] = [];
  const reading = (async () => {
    for await (const { text } of blocks) read.push(text);
  })();
  await expect(reading).rejects.toThrow(/^\/documents\/t\.csv:3: a row has more than 4 MB: close its quote; /);
  expect(read).toEqual(["a: 1"]);
});

test("passes on what is wrong with the file", async () => {
  const gone = new DocumentError("/t.csv cannot be read", "unreadable");
  const source = {
    ...textSource("", "t.csv"),
    async *chunks() {
      yield "a,b\n".repeat(20_000);
      throw gone;
    },
  };
  await expect(Array.fromAsync((await csv.read(source)).blocks)).rejects.toBe(gone);
});
