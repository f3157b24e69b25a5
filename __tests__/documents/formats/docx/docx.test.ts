import { strToU8, zipSync } from "fflate";
import { DocumentError } from "../../../../documents/document-error";
import { docx } from "../../../../documents/formats/docx/docx";
import { docxOf, paragraphOf } from "../../../helpers/documents/docx-of";
import { readDocument } from "../../../helpers/documents/read-document";

const row = (...cells: string[]) => `<w:tr>${cells.map((cell) => `<w:tc>${paragraphOf(cell)}</w:tc>`).join("")}</w:tr>`;

test("reads headings, paragraphs and tables", async () => {
  const body = [
    paragraphOf("The guide", "T"),
    paragraphOf("Install", "H1"),
    paragraphOf("Some words &amp; more"),
    paragraphOf("By hand", "H2"),
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

test("reads headings by the outline of their style, and of what that is based on", async () => {
  const style = (id: string, name: string, more: string) =>
    `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/>${more}</w:style>`;
  const styles = [
    style("H2", "heading 2", ""),
    style("Own", "Acme Section", '<w:basedOn w:val="H2"/>'),
    style("Deep", "Acme Part", '<w:basedOn w:val="Own"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr>'),
    style("Contents", "TOC Heading", '<w:basedOn w:val="H2"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr>'),
    style("Circle", "Circle", '<w:basedOn w:val="Circle"/>'),
  ];
  const body = ["H2", "Own", "Deep", "Contents", "Circle"].map((id) => paragraphOf(`By ${id}`, id)).join("");
  const namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
  const content = docxOf(body, { "word/styles.xml": strToU8(`<w:styles ${namespace}>${styles.join("")}</w:styles>`) });
  expect((await readDocument(docx, content)).blocks).toEqual([
    { kind: "heading", level: 2, text: "By H2" },
    { kind: "heading", level: 2, text: "By Own" },
    { kind: "heading", level: 3, text: "By Deep" },
    { kind: "text", text: "By Contents" },
    { kind: "text", text: "By Circle" },
  ]);
});

test.each([
  ["damaged", zipSync({ "[Content_Types].xml": strToU8("<Types/>"), "word/document.xml": strToU8("<w:document><a") })],
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
  const content = docxOf(paragraphOf("Some words"), {
    "word/media/image1.png": [new Uint8Array(10_100_000), { level: 0 }],
  });
  expect((await readDocument(docx, content)).blocks).toEqual([{ kind: "text", text: "Some words" }]);
});

test("says so where a small file unpacks to a large one", async () => {
  const bomb = docxOf("", { "word/comments.xml": new Uint8Array(10_100_000) });
  expect(bomb.length).toBeLessThan(20_000);
  const read = readDocument(docx, bomb);
  await expect(read).rejects.toThrow("/documents/file unpacks to 10.1 MB of XML, and DOCX is read up to 10.0 MB");
  await expect(read).rejects.toMatchObject({ reason: "too_large" });
});
