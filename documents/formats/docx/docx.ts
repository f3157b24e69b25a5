import type { Block } from "../../block";
import { DocumentError, systemReason } from "../../document-error";
import type { Format, Source } from "../format";
import { readHtml } from "../html/html";
import { headingStyles } from "./docx-headings";

/** Documents of Word: what has changed in them as it is after the changes. */
export const docx: Format = {
  name: "DOCX",
  extensions: [".docx"],
  // Most of it may be images, which are not read.
  maxBytes: 50_000_000,
  isApart: true,
  async read(source) {
    const { zipped, styles } = await withoutImages(source);
    const { convertToHtml, images } = (await import("mammoth")).default;
    const styleMap = ["p[style-name='Title'] => h1:fresh", ...headingStyles(styles)];
    const convertImage = images.imgElement(async () => ({ src: "" }));
    // Of which it takes the first in Node.js, and the other in a browser.
    const input = { buffer: Buffer.from(zipped), arrayBuffer: zipped.buffer };
    const converted = await convertToHtml(input, { styleMap, convertImage }).catch((error: unknown) => {
      throw unreadable(source, error);
    });
    const { blocks, ...document } = await readHtml(converted.value);
    // Its lines are those of the HTML.
    return { ...document, blocks: Array.from(blocks as Iterable<Block>, withoutLine) };
  },
};

/** How much text with its marks is parsed, in bytes of XML: 10 MB, some thousand pages, took 0.75 GB and 4 s, measured. */
const maxXmlBytes = 10_000_000;

/** A document with its parts in XML alone, which are no larger than it says; and that of its styles. */
async function withoutImages(
  source: Source,
): Promise<{ readonly zipped: Uint8Array<ArrayBuffer>; readonly styles: string }> {
  const bytes = await source.bytes();
  const { unzipSync, zipSync } = await import("fflate");
  let size = 0;
  const filter = ({ name, originalSize }: { readonly name: string; readonly originalSize: number }) => {
    if (!/\.(xml|rels)$/i.test(name)) return false;
    size += originalSize;
    return size <= maxXmlBytes;
  };
  let parts: ReturnType<typeof unzipSync>;
  try {
    parts = unzipSync(bytes, { filter });
  } catch (error) {
    throw unreadable(source, error);
  }
  if (size > maxXmlBytes) {
    const [has, most] = [size, maxXmlBytes].map((bytes) => `${(bytes / 1e6).toFixed(1)} MB`);
    throw new DocumentError(
      `${source.path} unpacks to ${has} of XML, and DOCX is read up to ${most}: split it`,
      "too_large",
    );
  }
  const styles = new TextDecoder().decode(parts["word/styles.xml"]);
  return { zipped: zipSync(parts, { level: 0 }), styles };
}

function unreadable({ path }: Source, error: unknown): DocumentError {
  const reason = systemReason(error).replace(/\s+/g, " ");
  return new DocumentError(`${path} cannot be read as DOCX (${reason}): save it anew, without a password`);
}

function withoutLine({ line: _, isRendered: __, parts, ...block }: Block): Block {
  return { ...block, ...(parts && { parts: parts.map(withoutLine) }) };
}
