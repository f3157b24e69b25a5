import { resolve } from "node:path";
import { DocumentError } from "../../documents/document-error";
import { findFiles } from "../../documents/files/find-files";
import { readPassages } from "../../documents/read-passages";
import { estimateTokens } from "../../embedding/models/estimate-tokens";
import { countTokens } from "../../embedding/models/token-counter";
import { connect } from "../api/connection";
import type { Arguments } from "../command/arguments";
import { CommandError } from "../command/command-error";
import { Progress } from "../command/progress";
import { runCommand } from "../command/run-command";
import { describeEstimate } from "../command/token-cost";
import { Ingestion } from "./ingestion";
import { Journal } from "./journal";
import { LeftOutReport } from "./left-out-report";
import { completeIngestOptions, ingestCommand } from "./options";
import { PassageApi } from "./passage-api";
import { searchFor } from "./search-for";
import { describeDryRun, describeFailures, describeIngested, dryRunJson, ingestedJson } from "./summary";
import { survey } from "./survey";

/** `npm run ingest`: embeds and stores files through the API. */
async function ingest(given: Arguments<typeof ingestCommand.options>, signal: AbortSignal): Promise<number> {
  const options = completeIngestOptions(given.options, process.env);
  const { url, prefix, restart, model, truncate, concurrency, attempts, json } = options;
  const { include, exclude, encoding, "no-ignore": noIgnore, "dry-run": dryRun } = options;
  if (given.operands.length === 0) {
    throw new CommandError("There is nothing to ingest: name files or folders, as in npm run ingest -- docs");
  }
  const directory = resolve(process.env["INGEST_DIR"] || ".ingest");
  // Where npm was called, which runs scripts in the project's folder: paths are said as they are typed.
  process.chdir(process.env["INIT_CWD"] || ".");
  const warn = (line: string) => console.error(line);
  const report = new LeftOutReport({ path: options.report, warn });
  const { add: leaveOut } = report;
  const all = await findFiles(given.operands, { include, exclude, noIgnore, encoding, leaveOut });
  // Which would never end, for each of its lines is none of a passage and adds one.
  const files = all.filter(({ source }) => resolve(source.path) !== resolve(options.report ?? ""));
  const found = report.count;

  const journal = url === undefined ? undefined : Journal.open({ directory, url, prefix, restart, readOnly: dryRun });
  const { adapter } = options;
  const cut = {
    maxTokens: options["passage-tokens"],
    overlapTokens: options.overlap,
    estimate: (text: string) => countTokens(text, adapter.charactersPerToken),
  };
  const reading = { prefix, cut, metadataKeys: options["metadata-from"] };
  // Once to know how much it is, and once more to send it: all of it at a time may be more than memory holds.
  const estimate = (text: string) => estimateTokens(text, adapter);
  const toSend = await survey(readPassages(files, { ...reading, leaveOut }), { journal, estimate, signal });
  const unread = report.count - found;
  const sayLeftOut = (say: (text: string) => void) => report.count > 0 && say(report.describe());
  if (toSend.total === 0) {
    sayLeftOut(console.error);
    throw new DocumentError("There is no text to ingest in these files");
  }
  if (dryRun || url === undefined || journal === undefined) {
    if (json) console.log(JSON.stringify(dryRunJson(toSend, report.counts)));
    else {
      console.log(describeDryRun(toSend, model));
      sayLeftOut(console.log);
    }
    return report.hasFaults ? 1 : 0;
  }
  if (toSend.tokens > 0) console.error(describeEstimate(toSend.tokens, model));

  const api = new PassageApi(connect({ ...options, url }), truncate);
  const startedAt = performance.now();
  const progress = new Progress({ total: toSend.total, unit: "passages", signal });
  let unreadSince = 0;
  const passages = readPassages(files, { ...reading, leaveOut: () => unreadSince++ });
  const ingestion = new Ingestion({ passages, api, journal, progress, concurrency, attempts, signal });
  const { failures } = ingestion.outcomes;
  try {
    await ingestion.run();
  } finally {
    progress.stop();
    journal.close();
    const seconds = (performance.now() - startedAt) / 1000;
    for (const { passage, reason } of failures) {
      report.write({
        path: passage.location,
        reason: "failed",
        message: `${passage.location} (${passage.id}): ${reason}`,
      });
    }
    if (json) console.log(JSON.stringify(ingestedJson(ingestion, seconds, report.counts)));
    else {
      if (failures.length > 0) console.error(describeFailures(failures));
      console.log(describeIngested(ingestion, seconds));
      sayLeftOut(console.log);
    }
  }
  if (unreadSince > unread) warn("warning: files could not be read any more when they were sent: run it again");
  const { first } = ingestion.outcomes;
  if (first && !json) console.log(`\nSearch it: ${searchFor(first, given.options)}`);
  return failures.length > 0 || report.hasFaults || unreadSince > unread ? 1 : 0;
}

runCommand(ingestCommand, ingest, 1);
