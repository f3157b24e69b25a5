import { extname } from "node:path";
import { csv } from "./csv/csv";
import { docx } from "./docx/docx";
import type { AnyFormat } from "./format";
import { html } from "./html/html";
import { jsonl } from "./jsonl";
import { markdown, mdx } from "./markdown/markdown";
import { pdf } from "./pdf/pdf";
import { plain } from "./plain";

/** The formats that are read as passages. */
export const formats: readonly AnyFormat[] = [markdown, mdx, html, pdf, docx, csv, jsonl, plain];

/** The format of a file, by its name; undefined where that tells none. */
export function formatOf(path: string): AnyFormat | undefined {
  const extension = extname(path).toLowerCase();
  return formats.find(({ extensions }) => extensions.includes(extension));
}
