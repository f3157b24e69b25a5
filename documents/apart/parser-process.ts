import { Worker } from "node:worker_threads";
import { FileSource } from "../files/file-source";
import type { Source } from "../formats/format";
import { ParserAnswers } from "./parser-answers";
import type { ParserRequest } from "./parser-messages";

// The program of the process that a `Parser` starts.

/** By what that process reads a file. */
export type FileOfProcess = Pick<Source, "path" | "name" | "fallbackEncoding">;

const answers = new ParserAnswers<FileOfProcess>(
  ({ path, name, fallbackEncoding }) => new FileSource(path, name, fallbackEncoding),
);

process.on("message", async (request: ParserRequest<FileOfProcess>) => process.send?.(await answers.to(request)));
// Which a terminal sends to this process as well: whoever started it says when it ends.
process.on("SIGINT", () => {});
watch();

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
