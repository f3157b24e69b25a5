import { resolve } from "node:path";
import { DocumentError } from "../../documents/document-error";
import { findFiles } from "../../documents/files/find-files";
import { readPassages } from "../../documents/read-passages";
import { countTokens } from "../../embedding/models/count-tokens";
import { estimateTokens } from "../../embedding/models/estimate-tokens";
import type { Arguments } from "../command/arguments";
import { CommandError } from "../command/command-error";
import { Progress } from "../command/progress";
import { runCommand } from "../command/run-command";
import { describeEstimate } from "../command/token-cost";
import { ApiClient } from "./api-client";
import { Ingestion } from "./ingestion";
import { Journal } from "./journal";
import { LeftOutReport } from "./left-out-report";
import { completeIngestOptions, ingestCommand } from "./options";
import { ReadingLine } from "./reading-line";
import { authorizeBySignature, authorizeByToken } from "./sign-request";
import { describeDryRun, describeFailures, describeIngested } from "./summary";
import { survey } from "./survey";

/** `npm run ingest`: embeds and stores files through the API. */
async function ingest(given: Arguments<typeof ingestCommand.options>, signal: AbortSignal): Promise<number> {
  const options = completeIngestOptions(given.options, process.env);
  const { url, prefix, auth, token, restart, model, truncate, concurrency, attempts } = options;
  const { include, exclude, encoding, "no-ignore": noIgnore, "dry-run": dryRun } = options;
  if (given.operands.length === 0) {
    throw new CommandError("There is nothing to ingest: name files or folders, as in npm run ingest -- docs");
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
  const surveying = { journal, estimate, readingLine, signal };
  const toSend = await survey(readPassages(files, { ...reading, leaveOut }), surveying).finally(() =>
    readingLine.clear(),
  );
  const unread = report.count - found;
  const sayLeftOut = (say: (text: string) => void) => report.count > 0 && say(report.describe());
  if (toSend.total === 0) {
    sayLeftOut(console.error);
    throw new DocumentError("There is no text to ingest in these files");
  }
  if (dryRun || url === undefined || journal === undefined) {
    console.log(describeDryRun(toSend, model));
    sayLeftOut(console.log);
    return report.hasFaults ? 1 : 0;
  }
  if (toSend.tokens > 0) console.error(describeEstimate(toSend.tokens, model));

  const authorize = { none: () => undefined, iam: authorizeBySignature, jwt: () => authorizeByToken(token) }[auth]();
  const client = new ApiClient({ url, truncate, authorize });
  const startedAt = performance.now();
  const progress = new Progress({ total: toSend.total, unit: "passages", signal });
  let unreadSince = 0;
  const passages = readPassages(files, { ...reading, leaveOut: () => unreadSince++ });
  const ingestion = new Ingestion({ passages, client, journal, progress, concurrency, attempts, signal });
  const { failures } = ingestion;
  try {
    await ingestion.run();
  } finally {
    progress.stop();
    journal.close();
    if (failures.length > 0) console.error(describeFailures(failures));
    for (const { passage, reason } of failures) {
      report.write({
        path: passage.location,
        reason: "failed",
        message: `${passage.location} (${passage.id}): ${reason}`,
      });
    }
    console.log(describeIngested(ingestion, (performance.now() - startedAt) / 1000));
    sayLeftOut(console.log);
  }
  if (unreadSince > unread) warn("warning: files could not be read any more when they were sent: run it again");
  return failures.length > 0 || report.hasFaults || unreadSince > unread ? 1 : 0;
}

runCommand(ingestCommand, ingest, 1);
