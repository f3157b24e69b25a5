import { Worker } from "node:worker_threads";
import type { Block } from "../block";
import { DocumentError, systemReason } from "../document-error";
import { FileSource } from "../files/file-source";
import { formats } from "../formats";
import type { ParsedBlocks, ParserAnswer, ParserRequest } from "./parser-messages";

// The program of the process that a `Parser` starts: one file at a time, one answer to each request.

/** How much text is in an answer at least, in UTF-16 code units, if there is more. */
const answerLength = 64 * 1024;

let blocks: Iterator<Block> | AsyncIterator<Block>;

process.on("message", async (request: ParserRequest) => process.send?.(await answerTo(request)));
// Which a terminal sends to this process as well: whoever started it says when it ends.
process.on("SIGINT", () => {});
watch();

async function answerTo(request: ParserRequest): Promise<ParserAnswer> {
  try {
    return request === "next" ? await nextBlocks() : await open(request);
  } catch (error) {
    if (error instanceof DocumentError) return { fault: { message: error.message, reason: error.reason } };
    return { fault: { message: systemReason(error) } };
  }
}

async function open({ formatName, path, name, fallbackEncoding }: Exclude<ParserRequest, "next">) {
  const format = formats.find((one) => one.name === formatName);
  if (!format || !("read" in format)) throw new Error(`no format is called ${formatName}`);
  const document = await format.read(new FileSource(path, name, fallbackEncoding));
  blocks =
    Symbol.asyncIterator in document.blocks
      ? document.blocks[Symbol.asyncIterator]()
      : document.blocks[Symbol.iterator]();
  return { ...document, ...(await nextBlocks()) };
}

async function nextBlocks(): Promise<ParsedBlocks> {
  const some: Block[] = [];
  for (let length = 0; length < answerLength; ) {
    const { value, done } = await blocks.next();
    if (done) return { blocks: some, isLast: true };
    some.push(value);
    length += value.text.length;
  }
  return { blocks: some, isLast: false };
}

/**
 * Ends this process with the one that started it, whose id it is given, and where it takes more memory than it is given,
 * of which V8 limits no more than the heap; also while a parser lets nothing else run.
 */
function watch(): void {
  const program = `
    const [parent, megabytes] = process.argv.slice(2).map(Number);
    setInterval(() => {
      if (process.ppid !== parent) process.kill(process.pid, "SIGKILL");
      if (process.memoryUsage.rss() > megabytes * 2 ** 20) process.kill(process.pid, "SIGABRT");
    }, 100);`;
  new Worker(program, { eval: true, execArgv: [], argv: process.argv.slice(2) }).unref();
}
