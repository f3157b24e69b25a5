import { closeSync, openSync, writeSync } from "node:fs";
import { systemReason } from "../../documents/document-error";
import { type LeftOut, type LeftOutReason, leftOutReasons } from "../../documents/left-out";
import { CommandError } from "../command/command-error";
import { number } from "../command/number";
import { printable } from "../command/printable";
import { shellQuoted } from "../command/shell-quoted";
import { summaryLines } from "../command/summary-lines";

/** Arguments of {@link LeftOutReport}. */
export interface LeftOutReportArgs {
  /**
   * A file that gets a line of JSON for each.
   * @default none
   */
  readonly path?: string | undefined;
  /** Says a line at once. */
  readonly warn: (line: string) => void;
}

/** How many faults of a kind are said at once. */
const maxWarnings = 20;

/** How many globs the summary proposes. */
const maxGlobs = 12;

/** What was left out, counted by reason: of faults the first ones are said at once, and of those with one glob the first. */
export class LeftOutReport {
  private readonly kinds = new Map<LeftOutReason, { count: number; warnings: number; readonly first: LeftOut }>();
  private readonly faultyGlobs = new Set<string>();
  private readonly file: number | undefined;

  /** Throws a {@link CommandError} where the file cannot be written. */
  constructor(private readonly args: LeftOutReportArgs) {
    const { path } = args;
    try {
      this.file = path === undefined ? undefined : openSync(path, "w");
    } catch (error) {
      throw new CommandError(`--report is ${JSON.stringify(path)}, which cannot be written: ${systemReason(error)}`);
    }
  }

  /** Says a line at once. */
  get warn(): (line: string) => void {
    return this.args.warn;
  }

  readonly add = (leftOut: LeftOut): void => {
    const { reason } = leftOut;
    const kind = this.kinds.get(reason) ?? { count: 0, warnings: 0, first: leftOut };
    kind.count += 1;
    this.kinds.set(reason, kind);
    if (leftOutReasons[reason].isFault) this.warnOnce(leftOut, kind);
    this.write(leftOut);
  };

  private warnOnce({ message, glob }: LeftOut, kind: { warnings: number }): void {
    if (glob !== undefined && this.faultyGlobs.has(glob)) return;
    if (glob !== undefined) this.faultyGlobs.add(glob);
    kind.warnings += 1;
    if (kind.warnings <= maxWarnings) this.args.warn(printable(`warning: ${message}`));
  }

  /** Adds to the file only what is said and counted elsewhere. */
  write(leftOut: LeftOut): void {
    if (this.file === undefined) return;
    const { isFault } = leftOutReasons[leftOut.reason];
    writeSync(this.file, `${JSON.stringify({ ...leftOut, fault: isFault })}\n`);
  }

  /** How many were left out, by choice or not. */
  get count(): number {
    return [...this.kinds.values()].reduce((sum, { count }) => sum + count, 0);
  }

  /** How many were, by reason. */
  get counts(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.kinds].map(([reason, { count }]) => [reason, count]));
  }

  /** Whether something was that nobody chose to leave out. */
  get hasFaults(): boolean {
    return [...this.kinds.keys()].some((reason) => leftOutReasons[reason].isFault);
  }

  /** Whether passages may be stored of what was left out. */
  get mayHideStored(): boolean {
    return [...this.kinds.keys()].some((reason) => leftOutReasons[reason].mayBeStored);
  }

  /**
   * A line for each reason, with the first of them, and faults first, and how to say of these that they are meant; empty
   * where nothing was left out.
   */
  describe(): string {
    const rank = (reason: LeftOutReason) => (leftOutReasons[reason].isFault ? 0 : 1);
    const kinds = [...this.kinds].toSorted(([one], [other]) => rank(one) - rank(other));
    const rows = kinds.map(
      (
        [
          reason,
          {
            count,
            first: { path, line },
          },
        ],
        index,
      ) => {
        const place = printable(line === undefined ? path : `${path}:${line}`);
        const first = count === 1 ? place : `first ${place}`;
        return [index === 0 ? "Left out" : "", `${number(count)} ${leftOutReasons[reason].says}: ${first}`] as const;
      },
    );
    return rows.length === 0 ? "" : summaryLines([...rows, ...this.describeExclusion()]);
  }

  private describeExclusion(): readonly (readonly [of: string, says: string])[] {
    if (this.faultyGlobs.size === 0) return [];
    const globs = [...this.faultyGlobs].slice(0, maxGlobs).map((glob) => `--exclude ${shellQuoted(printable(glob))}`);
    const more = this.faultyGlobs.size > maxGlobs ? `, and so on: --report FILE has the glob of each` : "";
    return [["If meant", `${globs.join(" ")}${more}`]];
  }

  close(): void {
    if (this.file !== undefined) closeSync(this.file);
  }
}
