import { Parser, type ParserLimits } from "./parser";

/** What a file may take that is parsed whole: those that people write take a tenth of it. */
export const parserLimits: ParserLimits = { seconds: 60, heapMb: 512, processMb: 800 };

/** The parsers of this process, which parse one file after another. */
export class Parsers {
  private readonly waiting: Parser[] = [];

  constructor(private readonly start = () => new Parser(parserLimits)) {}

  /** One that is free; it is started where none is. */
  take(): Parser {
    for (let parser = this.waiting.pop(); parser; parser = this.waiting.pop()) if (parser.isFree) return parser;
    return this.start();
  }

  /** Takes one back, which ends where it is not done with its file. */
  release(parser: Parser): void {
    if (parser.isFree) this.waiting.push(parser);
    else parser.end();
  }
}
