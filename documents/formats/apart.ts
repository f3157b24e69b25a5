import { docx } from "./docx/docx";
import type { Format } from "./format";
import { html } from "./html/html";
import { markdown, mdx } from "./markdown/markdown";
import { pdf } from "./pdf/pdf";

/** The formats that are parsed whole, of which each file is read apart. */
export const formatsApart: readonly Format[] = [markdown, mdx, html, pdf, docx];
