import { openSync, writeSync } from "node:fs";
import { systemReason } from "../../documents/document-error";
import { type LeftOut, leftOutReasons } from "../../documents/left-out";
import { CommandError } from "../command/command-error";

/** A file with a line of JSON for each that is left out. */
export class ReportFile {
  private readonly file: number;

  /** Throws a {@link CommandError} where the file cannot be written. */
  constructor(path: string) {
    try {
      this.file = openSync(path, "w");
    } catch (error) {
      throw new CommandError(`--report is ${JSON.stringify(path)}, which cannot be written: ${systemReason(error)}`);
    }
  }

  write(leftOut: LeftOut): void {
    const { isFault } = leftOutReasons[leftOut.reason];
    writeSync(this.file, `${JSON.stringify({ ...leftOut, fault: isFault })}\n`);
  }
}
