import { type LeftOut, type LeftOutReason, leftOutReasons } from "../../documents/left-out";
import { number } from "../command/number";
import { printable } from "../command/printable";
import { shellQuoted } from "../command/shell-quoted";
import { summaryLines } from "../command/summary-lines";
import type { ReportFile } from "./report-file";

/** Arguments of {@link LeftOutReport}. */
export interface LeftOutReportArgs {
  /**
   * Gets each of them.
   * @default nobody
   */
  readonly file?: Pick<ReportFile, "write"> | undefined;
  /** Says a line at once. */
  readonly warn: (line: string) => void;
}

/** What was left out for one reason. */
export interface LeftOutKind {
  /** What they are, as in `3 blank`. */
  readonly says: string;
  /** Whether nobody chose to leave them out. */
  readonly isFault: boolean;
  readonly count: number;
  /** Where the first of them is. */
  readonly first: string;
}

/** How many faults of a kind are said at once. */
const maxWarnings = 20;

/** How many globs the summary proposes. */
const maxGlobs = 12;

/** What was left out, counted by reason: of faults the first ones are said at once, and of those with one glob the first. */
export class LeftOutReport {
  private readonly byReason = new Map<LeftOutReason, { count: number; warnings: number; readonly first: LeftOut }>();
  private readonly faultyGlobs = new Set<string>();

  constructor(private readonly args: LeftOutReportArgs) {}

  /** Says a line at once. */
  get warn(): (line: string) => void {
    return this.args.warn;
  }

  readonly add = (leftOut: LeftOut): void => {
    const { reason } = leftOut;
    const kind = this.byReason.get(reason) ?? { count: 0, warnings: 0, first: leftOut };
    kind.count += 1;
    this.byReason.set(reason, kind);
    if (leftOutReasons[reason].isFault) this.warnOnce(leftOut, kind);
    this.args.file?.write(leftOut);
  };

  private warnOnce({ message, glob }: LeftOut, kind: { warnings: number }): void {
    if (glob !== undefined && this.faultyGlobs.has(glob)) return;
    if (glob !== undefined) this.faultyGlobs.add(glob);
    kind.warnings += 1;
    if (kind.warnings <= maxWarnings) this.args.warn(printable(`warning: ${message}`));
  }

  /** How many were left out, by choice or not. */
  get count(): number {
    return [...this.byReason.values()].reduce((sum, { count }) => sum + count, 0);
  }

  /** How many were, by reason. */
  get counts(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.byReason].map(([reason, { count }]) => [reason, count]));
  }

  /** Whether something was that nobody chose to leave out. */
  get hasFaults(): boolean {
    return [...this.byReason.keys()].some((reason) => leftOutReasons[reason].isFault);
  }

  /** Whether passages may be stored of what was left out. */
  get mayHideStored(): boolean {
    return [...this.byReason.keys()].some((reason) => leftOutReasons[reason].mayBeStored);
  }

  /** Those that were left out for each reason, faults first. */
  get kinds(): readonly LeftOutKind[] {
    const kinds = [...this.byReason].map(
      ([
        reason,
        {
          count,
          first: { path, line },
        },
      ]) => {
        const { says, isFault } = leftOutReasons[reason];
        return { says, isFault, count, first: printable(line === undefined ? path : `${path}:${line}`) };
      },
    );
    return kinds.toSorted((one, other) => Number(other.isFault) - Number(one.isFault));
  }

  /**
   * A line for each reason, with the first of them, and faults first, and how to say of these that they are meant; empty
   * where nothing was left out.
   */
  describe(): string {
    const rows = this.kinds.map(({ says, count, first }, index) => {
      const place = count === 1 ? first : `first ${first}`;
      return [index === 0 ? "Left out" : "", `${number(count)} ${says}: ${place}`] as const;
    });
    return rows.length === 0 ? "" : summaryLines([...rows, ...this.describeExclusion()]);
  }

  private describeExclusion(): readonly (readonly [of: string, says: string])[] {
    if (this.faultyGlobs.size === 0) return [];
    const globs = [...this.faultyGlobs].slice(0, maxGlobs).map((glob) => `--exclude ${shellQuoted(printable(glob))}`);
    const more = this.faultyGlobs.size > maxGlobs ? `, and so on: --report FILE has the glob of each` : "";
    return [["If meant", `${globs.join(" ")}${more}`]];
  }
}
