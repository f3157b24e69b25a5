import { extname } from "node:path";
import { formatsApart } from "./apart";
import { csv } from "./csv/csv";
import type { AnyFormat } from "./format";
import { jsonl } from "./jsonl";
import { plain } from "./plain";

/** The formats that are read as passages. */
export const formats: readonly AnyFormat[] = [...formatsApart, csv, jsonl, plain];

/** The format of a file, by its name; undefined where that tells none. */
export function formatOf(path: string): AnyFormat | undefined {
  const extension = extname(path).toLowerCase();
  return formats.find(({ extensions }) => extensions.includes(extension));
}
