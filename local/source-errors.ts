import { relative } from "node:path";
import { types } from "node:util";

/** How esbuild says what is wrong with sources, before which others may have put words of their own. */
const compilation = /(?:Transform|Build) failed with \d+ errors?:\n(?<errors>[\s\S]+)/;

/** One of its errors: where, and what. */
const sourceError = /^(?<file>.+?):(?<line>\d+):(?<column>\d+): ERROR: (?<text>.+)$/;

/**
 * The errors in sources for which esbuild has compiled nothing, a line each, such as `index.ts:1:2: Unexpected ";"`; undefined of
 * any other error. Imports nothing of the project, any file of which may be the one.
 */
export function sourceErrors(error: unknown): string | undefined {
  // The text alone: what was thrown in another thread has kept nothing else.
  const { errors } = (types.isNativeError(error) && compilation.exec(error.message)?.groups) || {};
  return errors?.split("\n").map(describe).join("\n");
}

function describe(line: string): string {
  const { file, line: row, column, text } = sourceError.exec(line)?.groups ?? {};
  if (!file) return line;
  const path = file.startsWith("/") ? relative(process.cwd(), file) : file;
  return `${path}:${row}:${Number(column) + 1}: ${text}`;
}
