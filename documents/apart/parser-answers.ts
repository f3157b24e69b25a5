import type { Block } from "../block";
import { DocumentError, systemReason } from "../document-error";
import { formatsApart } from "../formats/apart";
import type { Source } from "../formats/format";
import type { ParsedBlocks, ParserAnswer, ParserRequest } from "./parser-messages";

/** How much text is in an answer at least, in UTF-16 code units, if there is more. */
const answerLength = 64 * 1024;

/** What a parser apart answers: one file at a time, one answer to each request. */
export class ParserAnswers<File> {
  private blocks: Iterator<Block> | AsyncIterator<Block> | undefined;

  constructor(private readonly sourceOf: (file: File) => Source) {}

  async to(request: ParserRequest<File>): Promise<ParserAnswer> {
    try {
      return request === "next" ? await this.nextBlocks() : await this.open(request.file, request.formatName);
    } catch (error) {
      if (error instanceof DocumentError) return { fault: { message: error.message, reason: error.reason } };
      return { fault: { message: systemReason(error) } };
    }
  }

  private async open(file: File, formatName: string): Promise<ParsedBlocks> {
    const format = formatsApart.find((one) => one.name === formatName);
    if (!format) throw new Error(`no format is called ${formatName}`);
    const document = await format.read(this.sourceOf(file));
    this.blocks =
      Symbol.asyncIterator in document.blocks
        ? document.blocks[Symbol.asyncIterator]()
        : document.blocks[Symbol.iterator]();
    return { ...document, ...(await this.nextBlocks()) };
  }

  private async nextBlocks(): Promise<ParsedBlocks> {
    const some: Block[] = [];
    for (let length = 0; length < answerLength; ) {
      const next = await this.blocks?.next();
      if (!next || next.done) return { blocks: some, isLast: true };
      some.push(next.value);
      length += next.value.text.length;
    }
    return { blocks: some, isLast: false };
  }
}
