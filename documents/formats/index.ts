import type { Format } from "./format";
import { markdown, mdx } from "./markdown/markdown";
import { plain } from "./plain";

/** The formats that are read as passages. */
export const formats: readonly Format[] = [markdown, mdx, plain];
