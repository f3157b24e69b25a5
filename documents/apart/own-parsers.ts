import { Parser } from "./parser";
import { parserLimits } from "./parser-limits";
import { Parsers } from "./parsers";

/** The parsers of this process. */
export const ownParsers = new Parsers(() => new Parser(parserLimits));
