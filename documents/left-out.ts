/** Why something was not made a passage: how a summary says it, and whether it is a fault. */
interface LeftOutReasonFacts {
  /** What they are, as in `3 blank`. */
  readonly says: string;
  /**
   * Whether nobody chose to leave it out: the exit status of a command says so. It is none that rules leave something
   * out, or that there is no text in it.
   */
  readonly isFault: boolean;
  /** Whether it may be there with all of its passages, so that nobody can tell which of those that are stored are gone. */
  readonly mayBeStored: boolean;
}

const byRule = (says: string): LeftOutReasonFacts => ({ says, isFault: false, mayBeStored: false });
const fault = (says: string): LeftOutReasonFacts => ({ says, isFault: true, mayBeStored: true });

/** All reasons, by their names in a report. */
export const leftOutReasons = {
  excluded: byRule("excluded by --exclude"),
  not_included: byRule("not among --include"),
  hidden: byRule("hidden, with a dot first"),
  node_modules: byRule("of node_modules"),
  git_ignored: byRule("ignored by .gitignore"),
  linked: byRule("read by another path"),
  blank: byRule("blank"),
  media: byRule("of images, sound, video or fonts"),
  unknown_format: { ...fault("of a format that is not read (--include reads text)"), mayBeStored: false },
  unreadable: fault("that cannot be read"),
  dangling_link: fault("linked to what is not there"),
  no_file: fault("neither a file nor a folder"),
  binary: fault("binary"),
  undecodable: fault("in an encoding that is not known"),
  too_large: fault("too large"),
  too_complex: fault("too slow to parse, or in need of too much memory"),
  no_text: fault("without text"),
  malformed: fault("not of its format"),
  bad_row: fault("of a row that is no passage"),
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
  /**
   * What names it, and all that is left out for the same reason by the same rule, among what is excluded.
   * @default it is no file of its own
   */
  readonly glob?: string | undefined;
}

/** What is told of each that is left out. */
export type LeaveOut = (leftOut: LeftOut) => void;
