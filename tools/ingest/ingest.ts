import { resolve } from "node:path";
import { DocumentError } from "../../documents/document-error";
import { estimateTokens } from "../../embedding/models/estimate-tokens";
import type { Arguments } from "../command/arguments";
import { CommandError } from "../command/command-error";
import { counted } from "../command/number";
import { runCommand } from "../command/run-command";
import { describeEstimate } from "../command/token-cost";
import { findGone, type Gone } from "./gone";
import { Input } from "./input";
import { openStore } from "./known-store";
import { LeftOutReport } from "./left-out-report";
import { completeIngestOptions, type IngestOptions, ingestCommand } from "./options";
import { ReadingLine } from "./reading-line";
import { ReportFile } from "./report-file";
import { sendPassages } from "./send-passages";
import { describeDryRun, dryRunJson } from "./summary";
import { type Survey, survey } from "./survey";

/** `npm run ingest`: embeds and stores files through the API. */
async function ingest(given: Arguments<typeof ingestCommand.options>, signal: AbortSignal): Promise<number> {
  const options = completeIngestOptions(given.options, process.env);
  const { url, prefix, "dry-run": dryRun, "prune-prefix": ofPrefix } = options;
  if (given.operands.length === 0) {
    throw new CommandError("There is nothing to ingest: name files or folders, as in npm run ingest -- docs");
  }
  if (given.operands.includes("")) {
    throw new CommandError('A file or folder is named "": is a variable of the shell empty? Name it, or leave it out');
  }
  const directory = resolve(process.env["INGEST_DIR"] || ".ingest");
  // Where npm was called, which runs scripts in the project's folder: paths are said as they are typed.
  process.chdir(process.env["INIT_CWD"] || ".");
  const readingLine = new ReadingLine();
  const warn = (line: string) => {
    readingLine.clear();
    console.error(line);
  };
  const reportFile = options.report === undefined ? undefined : new ReportFile(options.report);
  const report = new LeftOutReport({ file: reportFile, warn });
  const input = await Input.find(given.operands, options, report.add);
  const store = url === undefined ? undefined : await openStore(url, { options, input, directory, say: warn, signal });
  const toSend = await survey(input, {
    store,
    leaveOut: report.add,
    readingLine,
    estimate: (text) => estimateTokens(text, options.adapter),
    signal,
  }).finally(() => readingLine.clear());
  const gone = findGone(toSend.unread, { journal: store?.journal, prefix, ofPrefix });
  if (toSend.total === 0) {
    if (report.count > 0) console.error(report.describe());
    // As where a disk is not mounted: --prune must not take that for files that were deleted.
    const kept = gone.ids.length + gone.unknown;
    const stays = `. What is stored of them stays, ${counted(kept, "passage")}: npm run delete deletes that`;
    throw new DocumentError(`There is no text to ingest in these files${kept > 0 ? stays : ""}`);
  }
  if (dryRun || !store) return sayDryRun(toSend, { options, report, gone });
  if (toSend.tokens > 0) console.error(describeEstimate(toSend.tokens, options.model));
  return sendPassages({ given: given.options, options, input, toSend, gone, store, report, reportFile, signal });
}

function sayDryRun(
  toSend: Survey,
  { options, report, gone }: { readonly options: IngestOptions; readonly report: LeftOutReport; readonly gone: Gone },
): number {
  if (options.json) console.log(JSON.stringify(dryRunJson(toSend, { gone, leftOut: report.counts })));
  else {
    console.log(describeDryRun(toSend, { gone, model: options.model }));
    if (report.count > 0) console.log(report.describe());
  }
  return report.hasFaults ? 1 : 0;
}

runCommand(ingestCommand, ingest, 1);
