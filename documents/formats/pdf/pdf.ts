import type { Block } from "../../block";
import { DocumentError, systemReason } from "../../document-error";
import type { Format, Source } from "../format";
import { binaryDataOptions } from "./binary-data";
import { pageText } from "./page-text";

/** PDF, of which the text layer is read. */
export const pdf: Format = {
  name: "PDF",
  extensions: [".pdf"],
  // Of a file that is held whole, while its pages are read one after another.
  maxBytes: 100_000_000,
  isApart: true,
  async read(source) {
    const { getDocumentProxy } = await import("unpdf");
    // The parser takes the bytes away.
    const bytes = new Uint8Array(await source.bytes());
    const document = await getDocumentProxy(bytes, { verbosity: 0, ...binaryDataOptions }).catch((error: unknown) => {
      throw new DocumentError(`${source.path} cannot be read as PDF (${systemReason(error)}): ${fixOf(error)}`);
    });
    const { info } = await document.getMetadata();
    const title = "Title" in info && typeof info.Title === "string" ? info.Title.trim() : "";
    return { ...(title ? { title } : {}), blocks: pages(document, source) };
  },
};

/** The pages of a document, as far as blocks need them. */
interface Pages {
  readonly numPages: number;
  getPage(
    number: number,
  ): Promise<{ getTextContent(): Promise<{ readonly items: readonly object[] }>; cleanup(): void }>;
  destroy(): Promise<void>;
}

async function* pages(document: Pages, { path }: Source): AsyncGenerator<Block> {
  let hasText = false;
  try {
    for (let page = 1; page <= document.numPages; page++) {
      const content = await document.getPage(page);
      const text = pageText((await content.getTextContent()).items);
      content.cleanup();
      hasText ||= text.trim() !== "";
      yield { kind: "text", text, page };
    }
  } finally {
    await document.destroy();
  }
  if (hasText) return;
  throw new DocumentError(
    `${path} has no text, only images of it: recognize it, as in ocrmypdf ${path} ${path}`,
    "no_text",
  );
}

function fixOf(error: unknown): string {
  return /password/i.test(systemReason(error)) ? "remove its password, as in qpdf --decrypt" : "is it whole?";
}
