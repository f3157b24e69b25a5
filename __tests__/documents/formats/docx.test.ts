import { strToU8, zipSync } from "fflate";
import { DocumentError } from "../../../documents/document-error";
import { docx } from "../../../documents/formats/docx";
import { readDocument } from "../../helpers/documents/read-document";

const namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const paragraph = (text: string, style = "") =>
  `<w:p>${style && `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`}<w:r><w:t>${text}</w:t></w:r></w:p>`;
const row = (...cells: string[]) => `<w:tr>${cells.map((cell) => `<w:tc>${paragraph(cell)}</w:tc>`).join("")}</w:tr>`;

/** A document of Word with this body. */
function docxOf(body: string, others: Readonly<Record<string, Uint8Array>> = {}): Uint8Array {
  const style = (id: string, name: string) =>
    `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/></w:style>`;
  const relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  return zipSync({
    "[Content_Types].xml": strToU8(
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
    ),
    "_rels/.rels": strToU8(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="${relationships}/officeDocument" Target="word/document.xml"/></Relationships>`,
    ),
    "word/_rels/document.xml.rels": strToU8(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="s" Type="${relationships}/styles" Target="styles.xml"/></Relationships>`,
    ),
    "word/styles.xml": strToU8(
      `<w:styles ${namespace}>${style("T", "Title")}${style("H1", "heading 1")}${style("H2", "heading 2")}</w:styles>`,
    ),
    "word/document.xml": strToU8(`<w:document ${namespace}><w:body>${body}</w:body></w:document>`),
    ...others,
  });
}

test("reads headings, paragraphs and tables", async () => {
  const body = [
    paragraph("The guide", "T"),
    paragraph("Install", "H1"),
    paragraph("Some words &amp; more"),
    paragraph("By hand", "H2"),
    `<w:tbl>${row("a", "b")}${row("c", "d")}</w:tbl>`,
    `<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t>kept</w:t></w:r></w:ins></w:p>`,
  ];
  expect(await readDocument(docx, docxOf(body.join("")))).toEqual({
    title: "The guide",
    blocks: [
      { kind: "heading", level: 1, text: "The guide" },
      { kind: "heading", level: 1, text: "Install" },
      { kind: "text", text: "Some words & more" },
      { kind: "heading", level: 2, text: "By hand" },
      { kind: "table", text: "| a | b |\n| c | d |" },
      { kind: "text", text: "kept" },
    ],
  });
});

test.each([
  ["something else", Buffer.from("hello")],
  ["a zip of other files", zipSync({ "a.txt": strToU8("a") })],
  ["empty", Buffer.alloc(0)],
])("says so where a file is %s", async (_, content) => {
  const read = readDocument(docx, content);
  await expect(read).rejects.toThrow(DocumentError);
  await expect(read).rejects.toThrow(
    /^\/documents\/file cannot be read as DOCX \(.*\): save it anew, without a password$/,
  );
});

test("reads a document that is mostly images", async () => {
  const content = docxOf(paragraph("Some words"), { "word/media/image1.png": new Uint8Array(12_000_000) });
  expect((await readDocument(docx, content)).blocks).toEqual([{ kind: "text", text: "Some words" }]);
});

test("says so where a small file unpacks to a large one", async () => {
  const bomb = docxOf("", { "word/comments.xml": new Uint8Array(11_000_000) });
  expect(bomb.length).toBeLessThan(20_000);
  const read = readDocument(docx, bomb);
  await expect(read).rejects.toThrow("/documents/file unpacks to 11.0 MB of XML, and DOCX is read up to 10.0 MB");
  await expect(read).rejects.toMatchObject({ reason: "too_large" });
});
