import { docx } from "./docx";
import type { Format } from "./format";
import { html } from "./html/html";
import { markdown, mdx } from "./markdown/markdown";
import { pdf } from "./pdf";
import { plain } from "./plain";

/** The formats that are read as passages. */
export const formats: readonly Format[] = [markdown, mdx, html, pdf, docx, plain];
