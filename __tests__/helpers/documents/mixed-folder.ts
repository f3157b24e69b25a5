import { docxOf, paragraphOf } from "./docx-of";
import { pdfOf } from "./pdf-of";

const descriptor =
  "<< /Type /FontDescriptor /FontName /SimSun /Flags 6 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>";
/** Whose characters no file tells. */
const cjkFont =
  "<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /GBK-EUC-H /DescendantFonts [<< /Type /Font /Subtype " +
  `/CIDFontType0 /BaseFont /SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor ${descriptor} >>] >>`;

const sentences = (count: number) =>
  Array.from({ length: count }, (_, index) => `Sentence ${index} says something about rivers and zebras.`).join(" ");

/** The files of a folder with something of every format and of every reason to leave something out, by their paths. */
export const mixedFolder: Readonly<Record<string, string | Uint8Array>> = {
  "guide.md": `---\ntitle: Guide\ntags: [a, b]\n---\n\n# Install\n\n${sentences(60)}\n\n## Then\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- one\n- two <b>bold</b>\n`,
  "deep/er/notes.mdx": "# Notes\n\n<Note>Some words</Note>\n\nimport x from 'y'\n",
  "deep/page.html": `<title>Page</title><nav>no</nav><main><h1>Head</h1><p>${sentences(40)}<pre>code</pre></main>`,
  "book.pdf": pdfOf([["One page of it"], ["And another one"]], { title: "Book" }),
  "cjk.pdf": pdfOf([[Buffer.from("b5e7d7d3", "hex").toString("latin1")]], { font: cjkFont }),
  "word.docx": docxOf(paragraphOf("Title of it", "T") + paragraphOf("Some words &lt;b&gt;")),
  "table.csv": 'name;note\none;first\ntwo;"second; in quotes"\nthree;"not closed\n',
  "rows.jsonl":
    '{"id":"a","text":"first","metadata":{"page":7}}\n{"id":"b","text":""}\n{"id":"a","text":"again"}\n{"_id":"c","title":"T","text":"third"}\n',
  "plain.txt": `Umlauts: äöü, 中文, 😀.\n\n${sentences(2_000)}\n`,
  "marked.txt": "\ufeffwith a mark\r\nand other line endings\r",
  "utf16.txt": Buffer.from("\ufeffin UTF-16", "utf16le"),
  "latin1.txt": Buffer.from("caf\u00e9", "latin1"),
  "binary.txt": Buffer.from([0x89, 0x50, 0, 1]),
  "blank.txt": " \n",
  "broken.pdf": "no PDF",
  "scan.pdf": pdfOf([[""]]),
  "archive.zip": "PK",
  "photo.png": "PNG",
  "é ü (1).txt": "a name that no id can have",
  [`${"long-".repeat(40)}/${"name-".repeat(40)}.txt`]: "a name that is too long for an id",
  ".hidden.md": "hidden",
  "node_modules/x/readme.md": "of a package",
  ".gitignore": "ignored.md\n/out/\n",
  "ignored.md": "ignored",
  "out/a.md": "ignored too",
  "deep/.gitignore": "!*.md\ndraft*\n",
  "deep/draft.md": "a draft",
};
