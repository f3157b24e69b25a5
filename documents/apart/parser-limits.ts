/** What the parsing of a file may take. */
export interface ParserLimits {
  /** Of all of the file. */
  readonly seconds: number;
  /** Of JavaScript's heap. */
  readonly heapMb: number;
  /** Of all of the process: beside the heap there are buffers, as for a file's bytes and what they unpack to. */
  readonly processMb: number;
}

/** What a file may take that is parsed whole: those that people write take a tenth of it. */
export const parserLimits: ParserLimits = { seconds: 60, heapMb: 512, processMb: 800 };
