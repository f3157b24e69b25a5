import { SingleBar } from "cli-progress";
import type { Passage } from "../../documents/passage";
import { counted } from "../command/number";
import { printable } from "../command/printable";

/** What is being read, in a line of a terminal that stays the same one; nothing where there is no terminal. */
export class ReadingLine {
  private readonly bar: SingleBar;

  constructor(stream: NodeJS.WritableStream = process.stderr) {
    // The command itself ends in order when it is interrupted.
    this.bar = new SingleBar({
      stream,
      format: "{line}",
      clearOnComplete: true,
      hideCursor: true,
      gracefulExit: false,
    });
  }

  /** A passage was read, and so many before it. */
  show({ location }: Pick<Passage, "location">, before: number): void {
    const line = `Reading ${printable(location)}, ${counted(before + 1, "passage")} so far`;
    if (this.bar.isActive) this.bar.update({ line });
    else this.bar.start(1, 0, { line });
  }

  /** Leaves the line to others, until the next passage. */
  clear(): void {
    this.bar.stop();
  }
}
