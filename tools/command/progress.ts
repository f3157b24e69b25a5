import { Presets, SingleBar } from "cli-progress";
import { ProgressLine, type ProgressLineArgs } from "./progress-line";

/** Where progress is shown. */
export interface ProgressArgs extends ProgressLineArgs {
  /**
   * Says that the work is to end, which this shows.
   * @default it is not
   */
  readonly signal?: AbortSignal;
  /** @default standard error */
  readonly stream?: NodeJS.WriteStream | (NodeJS.WritableStream & { readonly isTTY?: boolean });
}

/** Between two plain lines, in milliseconds. */
const lineIntervalMs = 5_000;

/** How much of a long work is done: a bar on a terminal, and elsewhere a line now and then. */
export class Progress {
  private readonly line: ProgressLine;
  private readonly stream: NonNullable<ProgressArgs["stream"]>;
  private readonly now: () => number;
  private readonly bar: SingleBar | undefined;
  private lineAt: number;
  private readonly stopped = new AbortController();

  constructor({ total, unit, signal, stream = process.stderr, now = () => performance.now() }: ProgressArgs) {
    this.line = new ProgressLine({ total, unit, now });
    this.stream = stream;
    this.now = now;
    this.lineAt = now();
    signal?.addEventListener("abort", () => this.status("stopping after the requests under way"), this.stopped);
    if (!stream.isTTY) return;
    this.bar = new SingleBar(
      // The command itself ends in order when it is interrupted.
      { stream, format: `{bar} {percentage}% {line}`, hideCursor: true, gracefulExit: false, barsize: 25 },
      Presets.shades_classic,
    );
    this.bar.start(total, 0, { line: this.line.text });
  }

  /** So many more are done; `skipped` ones took no time, and do not count for the rate. */
  advance(count: number, options: { readonly skipped?: boolean } = {}): void {
    this.line.advance(count, options);
    if (this.bar) this.updateBar();
    else if (this.now() - this.lineAt >= lineIntervalMs) {
      this.lineAt = this.now();
      this.stream.write(`${this.line.text}\n`);
    }
  }

  /** What the rate is held back by from now on, where nothing keeps it from going on; empty for nothing. */
  heldBackBy(limit: string): void {
    this.line.heldBackBy(limit);
  }

  /** What keeps it from going on; until it goes on without that for a while. */
  status(note: string): void {
    if (!this.line.status(note)) return;
    if (this.bar) this.updateBar();
    else this.stream.write(`${this.line.text}\n`);
  }

  /** Leaves the bar as it is, and the terminal to others. */
  stop(): void {
    this.stopped.abort();
    this.updateBar();
    this.bar?.stop();
  }

  private updateBar(): void {
    this.bar?.update(this.line.done, { line: this.line.text });
  }
}
