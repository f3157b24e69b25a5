import type { Block } from "../block";
import { DocumentError, systemReason } from "../document-error";
import type { Format } from "./format";
import { readHtml } from "./html/html";

/** Documents of Word: what has changed in them as it is after the changes. */
export const docx: Format = {
  name: "DOCX",
  extensions: [".docx"],
  // Of a file that is parsed whole; its text is zipped, and images are not read.
  maxBytes: 50_000_000,
  async read(source) {
    const buffer = Buffer.from(await source.bytes());
    const { convertToHtml, images } = (await import("mammoth")).default;
    const styleMap = ["p[style-name='Title'] => h1:fresh"];
    const convertImage = images.imgElement(async () => ({ src: "" }));
    const converted = await convertToHtml({ buffer }, { styleMap, convertImage }).catch((error: unknown) => {
      throw new DocumentError(
        `${source.path} cannot be read as DOCX (${systemReason(error)}): save it anew, without a password`,
      );
    });
    const { blocks, ...document } = await readHtml(converted.value);
    // Its lines are those of the HTML.
    return { ...document, blocks: Array.from(blocks as Iterable<Block>, withoutLine) };
  },
};

function withoutLine({ line: _, parts, ...block }: Block): Block {
  return { ...block, ...(parts && { parts: parts.map(withoutLine) }) };
}
