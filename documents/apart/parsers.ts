import type { FileParser } from "./file-parser";

/** Parsers, which parse one file after another. */
export class Parsers {
  private readonly waiting: FileParser[] = [];

  constructor(private readonly start: () => FileParser) {}

  /** One that is free; it is started where none is. */
  take(): FileParser {
    for (let parser = this.waiting.pop(); parser; parser = this.waiting.pop()) if (parser.isFree) return parser;
    return this.start();
  }

  /** Takes one back, which ends where it is not done with its file. */
  release(parser: FileParser): void {
    if (parser.isFree) this.waiting.push(parser);
    else parser.end();
  }

  /** Ends those that wait for a file. */
  end(): void {
    for (const parser of this.waiting.splice(0)) parser.end();
  }
}
