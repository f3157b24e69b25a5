import { resolve } from "node:path";
import { DocumentError } from "../../documents/document-error";
import { estimateTokens } from "../../embedding/models/estimate-tokens";
import { connect } from "../api/connection";
import type { Arguments } from "../command/arguments";
import { CommandError } from "../command/command-error";
import { counted } from "../command/number";
import { runCommand } from "../command/run-command";
import { describeEstimate } from "../command/token-cost";
import { FileMemory } from "./file-memory";
import { goneIds } from "./gone";
import { Input } from "./input";
import { Journal } from "./journal";
import { LeftOutReport } from "./left-out-report";
import { completeIngestOptions, type IngestOptions, ingestCommand } from "./options";
import { Outage } from "./outage";
import { readStore } from "./read-store";
import { ReadingLine } from "./reading-line";
import { sendPassages } from "./send-passages";
import { describeDryRun, dryRunJson } from "./summary";
import { type Survey, survey } from "./survey";

/** `npm run ingest`: embeds and stores files through the API. */
async function ingest(given: Arguments<typeof ingestCommand.options>, signal: AbortSignal): Promise<number> {
  const options = completeIngestOptions(given.options, process.env);
  const { url, prefix, restart, "dry-run": dryRun } = options;
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
  const report = new LeftOutReport({ path: options.report, warn });
  const input = await Input.find(given.operands, options, report.add);
  const found = report.count;

  const outage = new Outage();
  const client = url === undefined ? undefined : connect({ ...options, url });
  const store = client && url && (await readStore(client, { url, prefix, outage, say: warn, signal }));
  const { source } = input;
  const journal = store ? Journal.open({ directory, store, prefix, source, restart, readOnly: dryRun }) : undefined;
  const memory = journal && new FileMemory({ journal, prefix, cutting: input.cutting });
  const toSend = await survey(input, {
    journal,
    memory,
    leaveOut: report.add,
    readingLine,
    stored: store ? store.embeddingIds : new Set(),
    estimate: (text) => estimateTokens(text, options.adapter),
    signal,
  }).finally(() => readingLine.clear());
  const gone = journal ? goneIds(toSend.unread, { journal, prefix, isWhole: input.isWhole }) : [];
  if (toSend.total === 0) {
    if (report.count > 0) console.error(report.describe());
    // As where a disk is not mounted: --prune must not take that for files that were deleted.
    const kept = `. What is stored of them stays, ${counted(gone.length, "passage")}: npm run delete deletes that`;
    throw new DocumentError(`There is no text to ingest in these files${gone.length > 0 ? kept : ""}`);
  }
  if (dryRun || !client || !journal || !memory) return sayDryRun(toSend, { options, report, gone: gone.length });
  if (toSend.tokens > 0) console.error(describeEstimate(toSend.tokens, options.model));
  return sendPassages({
    given: given.options,
    options,
    input,
    unreadable: report.count - found,
    toSend,
    gone,
    client,
    outage,
    journal,
    memory,
    report,
    warn,
    signal,
  });
}

function sayDryRun(
  toSend: Survey,
  { options, report, gone }: { readonly options: IngestOptions; readonly report: LeftOutReport; readonly gone: number },
): number {
  if (options.json) console.log(JSON.stringify(dryRunJson(toSend, { gone, leftOut: report.counts })));
  else {
    console.log(describeDryRun(toSend, { gone, model: options.model }));
    if (report.count > 0) console.log(report.describe());
  }
  return report.hasFaults ? 1 : 0;
}

runCommand(ingestCommand, ingest, 1);
