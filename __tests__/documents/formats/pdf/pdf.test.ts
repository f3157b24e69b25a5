import { DocumentError } from "../../../../documents/document-error";
import { pdf } from "../../../../documents/formats/pdf/pdf";
import { pdfOf } from "../../../helpers/documents/pdf-of";
import { passagesOf, readDocument } from "../../../helpers/documents/read-document";

test("reads the text of each page, and the title", async () => {
  expect(
    await readDocument(
      pdf,
      pdfOf(
        [["A line that is cut-", "ted at its end.", "Now Self-", "Service", "as PDF-", "files"], [], ["Last page"]],
        {
          title: "A film",
        },
      ),
    ),
  ).toEqual({
    title: "A film",
    blocks: [
      { kind: "text", text: "A line that is cutted at its end.\nNow Self-\nService\nas PDF-\nfiles", page: 1 },
      { kind: "text", text: "", page: 2 },
      { kind: "text", text: "Last page", page: 3 },
    ],
  });
});

test("has passages with the page that they begin on", async () => {
  const lines = (page: number) => Array.from({ length: 50 }, (_, n) => `Sentence ${n} of page ${page} has some words.`);
  const passages = await passagesOf(pdf, pdfOf([lines(1), lines(2), lines(3)]));
  expect(passages.length).toBeGreaterThan(3);
  for (const { text, page } of passages) expect(text).toMatch(new RegExp(`^Sentence \\d+ of page ${page} has`));
  expect(new Set(passages.map(({ page }) => page))).toEqual(new Set([1, 2, 3]));
});

test("says so where there is no text layer", async () => {
  const read = readDocument(pdf, pdfOf([[], []]));
  await expect(read).rejects.toThrow(DocumentError);
  await expect(read).rejects.toThrow("/documents/file has no text, only images of it: recognize it, as in ocrmypdf");
});

test.each([
  ["is something else", Buffer.from("hello")],
  ["is empty", Buffer.alloc(0)],
])("says so where a file %s", async (_, content) => {
  const read = readDocument(pdf, content);
  await expect(read).rejects.toThrow(DocumentError);
  await expect(read).rejects.toThrow(/^\/documents\/file cannot be read as PDF \(/);
});

test.each([
  ["UniGB-UCS2-H", "GB1", Buffer.from("电子发票", "utf16le").swap16(), "电子发票"],
  ["UniKS-UCS2-H", "Korea1", Buffer.from("한국어", "utf16le").swap16(), "한국어"],
  ["GBK-EUC-H", "GB1", Buffer.from("b5e7d7d3", "hex"), "电子"],
  ["90ms-RKSJ-H", "Japan1", Buffer.from("93fa967b8cea", "hex"), "日本語"],
  ["ETen-B5-H", "CNS1", Buffer.from("a4a4a4e5", "hex"), "中文"],
])("reads text in %s, whose characters the file does not tell", async (encoding, ordering, line, text) => {
  const descriptor =
    "<< /Type /FontDescriptor /FontName /SimSun /Flags 6 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>";
  const font = `<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /${encoding} /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering (${ordering}) /Supplement 2 >> /FontDescriptor ${descriptor} >>] >>`;
  const { blocks } = await readDocument(pdf, pdfOf([[line.toString("latin1")]], { font }));
  expect(blocks).toEqual([{ kind: "text", text, page: 1 }]);
});

test("reads ligatures as letters", async () => {
  const { blocks } = await readDocument(pdf, pdfOf([["\u0001nd it"]]));
  expect(blocks).toEqual([{ kind: "text", text: "find it", page: 1 }]);
});

test("reads what is encrypted for anyone, and says so where it takes a password", async () => {
  const { blocks } = await readDocument(pdf, pdfOf([["for anyone"]], { password: "" }));
  expect(blocks).toEqual([{ kind: "text", text: "for anyone", page: 1 }]);
  const read = readDocument(pdf, pdfOf([["for some"]], { password: "secret" }));
  await expect(read).rejects.toThrow(DocumentError);
  await expect(read).rejects.toThrow(
    /^\/documents\/file cannot be read as PDF \(.*\): remove its password, as in qpdf --decrypt$/,
  );
});
