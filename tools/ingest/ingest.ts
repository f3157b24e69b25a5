import { resolve } from "node:path";
import { DocumentError } from "../../documents/document-error";
import { estimateTokens } from "../../embedding/models/estimate-tokens";
import type { ApiClient } from "../api/api-client";
import { connect } from "../api/connection";
import type { Arguments, OptionValues } from "../command/arguments";
import { CommandError } from "../command/command-error";
import { number } from "../command/number";
import { Progress } from "../command/progress";
import { runCommand } from "../command/run-command";
import { describeEstimate } from "../command/token-cost";
import { FileMemory } from "./file-memory";
import { goneIds, prune } from "./gone";
import { Ingestion } from "./ingestion";
import { Input } from "./input";
import { Journal } from "./journal";
import { LeftOutReport } from "./left-out-report";
import { completeIngestOptions, type IngestOptions, ingestCommand } from "./options";
import { Outage } from "./outage";
import { PassageApi } from "./passage-api";
import { readStore } from "./read-store";
import { searchFor } from "./search-for";
import { describeDryRun, describeFailures, describeIngested, dryRunJson, ingestedJson } from "./summary";
import { type Survey, survey } from "./survey";

const warn = (line: string) => console.error(line);

/** `npm run ingest`: embeds and stores files through the API. */
async function ingest(given: Arguments<typeof ingestCommand.options>, signal: AbortSignal): Promise<number> {
  const options = completeIngestOptions(given.options, process.env);
  const { url, prefix, restart, "dry-run": dryRun } = options;
  if (given.operands.length === 0) {
    throw new CommandError("There is nothing to ingest: name files or folders, as in npm run ingest -- docs");
  }
  const directory = resolve(process.env["INGEST_DIR"] || ".ingest");
  // Where npm was called, which runs scripts in the project's folder: paths are said as they are typed.
  process.chdir(process.env["INIT_CWD"] || ".");
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
    stored: store ? store.embeddingIds : new Set(),
    estimate: (text) => estimateTokens(text, options.adapter),
    signal,
  });
  if (toSend.total === 0) {
    if (report.count > 0) console.error(report.describe());
    throw new DocumentError("There is no text to ingest in these files");
  }
  const gone = journal ? goneIds(toSend.unread, { journal, prefix, isWhole: input.isWhole }) : [];
  if (dryRun || !client || !journal || !memory) return sayDryRun(toSend, { options, report, gone: gone.length });
  if (toSend.tokens > 0) console.error(describeEstimate(toSend.tokens, options.model));
  return send({
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

/** What a run has found out before it sends anything. */
interface Prepared {
  /** As they were typed. */
  readonly given: OptionValues<typeof ingestCommand.options>;
  readonly options: IngestOptions;
  readonly input: Input;
  readonly toSend: Survey;
  /** How much could not be read of the input. */
  readonly unreadable: number;
  /** The ids that are to be pruned. */
  readonly gone: readonly string[];
  readonly client: ApiClient;
  readonly outage: Outage;
  readonly journal: Journal;
  readonly memory: FileMemory;
  readonly report: LeftOutReport;
  readonly signal: AbortSignal;
}

async function send(prepared: Prepared): Promise<number> {
  const { given, options, input, unreadable, toSend, gone, client, outage, journal, memory, report, signal } = prepared;
  const { truncate, concurrency, attempts, json, restart } = options;
  const isAllStored = toSend.toSend === 0;
  const startedAt = performance.now();
  const progress = new Progress({ total: toSend.total, unit: "passages", signal });
  const api = new PassageApi(client, { truncate, ifChanged: !restart });
  progress.advance(isAllStored ? toSend.total : memory.passages, { skipped: true });
  let unreadableSince = 0;
  // What is known to be stored is skipped without being read once more.
  const passages = input.passages({
    leaveOut: () => unreadableSince++,
    isKnown: (file) => isAllStored || memory.isKnown(file),
  });
  const ingestion = new Ingestion({ passages, api, outage, journal, progress, concurrency, attempts, signal });
  const { failures } = ingestion.outcomes;
  let pruned: number | undefined;
  try {
    await ingestion.run();
    progress.stop();
    // What could not be read is still there.
    if (options.prune && !report.hasFaults && unreadableSince <= unreadable) {
      if (gone.length > 0) warn(`To prune: ${number(gone.length)} passages that are no longer in these files`);
      pruned = await prune(client, gone, { journal, signal });
    }
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
    const ingested = {
      outcomes: ingestion.outcomes,
      skipped: toSend.total - toSend.toSend,
      gone: gone.length,
      pruned,
      isComplete: !report.hasFaults,
    };
    if (json) console.log(JSON.stringify(ingestedJson(ingested, seconds, report.counts)));
    else {
      if (failures.length > 0) console.error(describeFailures(failures));
      console.log(describeIngested(ingested, seconds));
      if (report.count > 0) console.log(report.describe());
    }
  }
  if (unreadableSince > unreadable) warn("warning: files could not be read any more when they were sent: run it again");
  const { first } = ingestion.outcomes;
  if (first && !json) console.log(`\nSearch it: ${searchFor(first, given)}`);
  return failures.length > 0 || report.hasFaults || unreadableSince > unreadable ? 1 : 0;
}

runCommand(ingestCommand, ingest, 1);
