/** Why something was not made a passage: how a summary says it, and whether it is a fault. */
interface LeftOutReasonFacts {
  /** What they are, as in `3 blank`. */
  readonly says: string;
  /**
   * Whether what was to be read could not be: the exit status of a command says so. It is none that rules leave something
   * out, or that a folder holds images and programs beside its documents.
   */
  readonly isFault: boolean;
}

const byRule = (says: string): LeftOutReasonFacts => ({ says, isFault: false });
const fault = (says: string): LeftOutReasonFacts => ({ says, isFault: true });

/** All reasons, by their names in a report. */
export const leftOutReasons = {
  excluded: byRule("excluded by --exclude"),
  not_included: byRule("not among --include"),
  hidden: byRule("hidden, with a dot first"),
  node_modules: byRule("of node_modules"),
  git_ignored: byRule("ignored by .gitignore"),
  linked: byRule("read by another path"),
  blank: byRule("blank"),
  unknown_format: byRule("of a format that is not read (--include reads text)"),
  unreadable: fault("that cannot be read"),
  dangling_link: fault("linked to what is not there"),
  no_file: fault("neither a file nor a folder"),
  binary: fault("binary"),
  undecodable: fault("in an encoding that is not known"),
  too_large: fault("too large"),
  too_complex: fault("that take too long to parse, or too much memory"),
  no_text: fault("without text"),
  malformed: fault("not of their format"),
  bad_row: fault("rows that are no passages"),
  same_id: fault("with the id of another"),
  failed: fault("not taken by the API"),
} as const satisfies Readonly<Record<string, LeftOutReasonFacts>>;

/** The name of a reason. */
export type LeftOutReason = keyof typeof leftOutReasons;

/** A file, a folder or a row that was not made a passage. */
export interface LeftOut {
  readonly path: string;
  /**
   * From 1.
   * @default it is all of the file
   */
  readonly line?: number;
  readonly reason: LeftOutReason;
  /** One line with the place, what is wrong and the fix. */
  readonly message: string;
}

/** What is told of each that is left out. */
export type LeaveOut = (leftOut: LeftOut) => void;
