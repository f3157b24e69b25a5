import { DocumentError } from "../../../documents/document-error";
import { pdf } from "../../../documents/formats/pdf";
import { pdfOf } from "../../helpers/documents/pdf-of";
import { passagesOf, readDocument } from "../../helpers/documents/read-document";

test("reads the text of each page, and the title", async () => {
  expect(
    await readDocument(
      pdf,
      pdfOf([["A line that is cut-", "ted at its end.", "Now Self-", "Service"], [], ["Last page"]], "A film"),
    ),
  ).toEqual({
    title: "A film",
    blocks: [
      { kind: "text", text: "A line that is cutted at its end.\nNow Self-\nService", page: 1 },
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
