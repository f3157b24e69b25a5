import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readCollection } from "../../../bench/model/judged-collection";
import { temporaryDirectory } from "../../helpers/temporary-directory";

const parent = temporaryDirectory();

/** A folder with these files. */
function folder(name: string, files: Record<string, string>): string {
  const directory = join(parent, name);
  mkdirSync(directory);
  for (const [file, text] of Object.entries(files)) writeFileSync(join(directory, file), text);
  return directory;
}

const texts =
  ".I 1\r\n.T\r\non wings .\r\n.A\r\nsomebody\r\n.W\r\nlift and\r\ndrag .\r\n.I 20\r\n.T\r\n.W\r\n.I 3\r\n.W\r\nheat\r\n";

test("reads texts of titles and words, and queries by their order, whatever number they have", () => {
  const queries = ".I 001\r\n.W\r\nwhat lifts\r\n.I 004\r\n.W\r\nwhat heats\r\n";
  const directory = folder("graded", {
    "cran.all.9": texts,
    "cran.qry": queries,
    cranqrel: "1 1 2 \n1 3 -1\n2 3 1\n2 20 0\n",
  });
  const collection = readCollection(directory);
  expect(collection.texts.map(({ id, text }) => [id, text.trim()])).toEqual([
    [1, "on wings .\nlift and\ndrag ."],
    [20, ""],
    [3, "heat"],
  ]);
  expect(collection.queries.map(({ text, relevant }) => [text.trim(), [...relevant]])).toEqual([
    ["what lifts", [1]],
    ["what heats", [3]],
  ]);
});

test("takes all that is listed where nothing is graded, and names in capitals", () => {
  const directory = folder("listed", {
    "CISI.ALL": texts,
    "CISI.QRY": ".I 1\n.W\nwhat\n",
    "CISI.REL": "     1     20\t0\t0.000000\n     1      3\t0\t0.000000\n",
  });
  expect([...(readCollection(directory).queries[0]?.relevant ?? [])]).toEqual([20, 3]);
});

test("says what is missing", () => {
  const directory = folder("half", { "cran.all.9": texts, cranqrel: "1 1 2" });
  expect(() => readCollection(directory)).toThrow(
    /half has no file of queries, such as cran\.qry: there are cran\.all\.9, cranqrel$/,
  );
});
