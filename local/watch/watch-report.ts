import { relative } from "node:path";
import { errorMessage } from "../../common/caught-error";
import { sourceErrors } from "../source-errors";
import type { ReportFormat } from "../terminal/request-report";

/** Arguments of {@link watchReport}. */
export interface WatchReportArgs {
  readonly format: ReportFormat;
  /** What the files' paths are shown from. */
  readonly directory: string;
  readonly write: (text: string) => void;
}

/** What is told of a deployment whose files are watched. */
export interface WatchReport {
  /** Functions have new code, of these files; of none where they changed while the deployment was being made. */
  replaced(functions: readonly string[], files: readonly string[]): void;
  /** There is no new code, and why. */
  failed(error: unknown): void;
  /** More has changed than the functions' code. */
  startsAnew(files: readonly string[]): void;
}

/** Tells as a line of text each, or of JSON; quietly, of failures alone. */
export function watchReport({ format, directory, write }: WatchReportArgs): WatchReport {
  const shown = (files: readonly string[]) => files.map((file) => relative(directory, file));
  const record = (level: string, message: string, fields: object) =>
    write(`${JSON.stringify({ level, message, ...fields })}\n`);
  const listed = (names: readonly string[]) => {
    if (names.length === 0) return "what it was deployed of";
    return names.length > 3 ? `${names.length} files` : names.join(", ");
  };
  switch (format) {
    case "json":
      return {
        replaced: (functions, files) => record("info", "replaced", { functions, files: shown(files) }),
        failed: (error) => record("error", "not_replaced", { reason: reasonOf(error) }),
        startsAnew: (files) => record("info", "starting_anew", { files: shown(files) }),
      };
    case "text":
    case "quiet": {
      const say = format === "text" ? write : () => {};
      return {
        replaced: (functions, files) =>
          say(`${listed(shown(files))} changed: now answered by it: ${functions.join(", ")}\n`),
        failed: (error) => write(`error: ${reasonOf(error)}\nThe service goes on with the code it had.\n`),
        startsAnew: (files) => say(`${listed(shown(files))} changed: starting anew\n`),
      };
    }
  }
}

/** Of sources that do not compile, a line for each error, as at a start. */
function reasonOf(error: unknown): string {
  return sourceErrors(error) ?? errorMessage(error);
}
