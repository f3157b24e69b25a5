import type { OptionValues } from "../command/arguments";
import { counted } from "../command/number";
import { Progress } from "../command/progress";
import { type Gone, prune } from "./gone";
import { Ingestion } from "./ingestion";
import type { Input } from "./input";
import type { KnownStore } from "./known-store";
import type { LeftOutReport } from "./left-out-report";
import type { IngestOptions, ingestCommand } from "./options";
import { PassageApi } from "./passage-api";
import type { ReportFile } from "./report-file";
import { searchFor } from "./search-for";
import { describeFailures, describeIngested, ingestedJson } from "./summary";
import type { Survey } from "./survey";

/** What a run has found out before it sends anything. */
export interface PreparedRun {
  /** As they were typed. */
  readonly given: OptionValues<typeof ingestCommand.options>;
  readonly options: IngestOptions;
  readonly input: Input;
  readonly toSend: Survey;
  readonly gone: Gone;
  readonly store: KnownStore;
  readonly report: LeftOutReport;
  /** What gets all that is not stored, where that is asked for. */
  readonly reportFile: ReportFile | undefined;
  readonly signal: AbortSignal;
}

/** Sends what is not stored yet, prunes where that is asked for, and says what became of all; returns the exit status. */
export async function sendPassages(prepared: PreparedRun): Promise<number> {
  const { given, options, input, toSend, gone, store, report, reportFile, signal } = prepared;
  const { client, outage, journal, memory } = store;
  const { truncate, concurrency, attempts, json, restart } = options;
  const isAllStored = toSend.toSend === 0;
  const startedAt = performance.now();
  const progress = new Progress({ total: toSend.total, unit: "passage", signal });
  const api = new PassageApi(client, { truncate, ifChanged: !restart });
  progress.advance(isAllStored ? toSend.total : memory.passages, { skipped: true });
  let unreadableSince = 0;
  // What is known to be stored is skipped without being read once more.
  const passages = input.passages({
    leaveOut: () => unreadableSince++,
    isKnown: (file) => isAllStored || memory.isKnown(file),
    signal,
  });
  const ingestion = new Ingestion({ passages, api, outage, journal, progress, concurrency, attempts, signal });
  const { failures } = ingestion.outcomes;
  const isUnreadableNow = () => unreadableSince > toSend.unreadable;
  let pruned: number | undefined;
  try {
    await ingestion.run();
    progress.stop();
    // What could not be read is still there.
    if ((options.prune || options["prune-prefix"]) && !report.mayHideStored && !isUnreadableNow()) {
      const { ids } = gone;
      if (ids.length > 0) report.warn(`To prune: ${counted(ids.length, "passage")} no longer in these files`);
      pruned = await prune(client, ids, { journal, signal });
    }
  } finally {
    progress.stop();
    journal.close();
    const seconds = (performance.now() - startedAt) / 1000;
    for (const { passage, reason } of failures) {
      reportFile?.write({
        path: passage.location,
        reason: "failed",
        message: `${passage.location} (${passage.id}): ${reason}`,
      });
    }
    const ingested = {
      outcomes: ingestion.outcomes,
      skipped: toSend.total - toSend.toSend,
      gone,
      pruned,
      isComplete: !report.mayHideStored,
    };
    if (json) console.log(JSON.stringify(ingestedJson(ingested, seconds, report.counts)));
    else {
      if (failures.length > 0) console.error(describeFailures(failures));
      console.log(describeIngested(ingested, seconds));
      if (report.count > 0) console.log(report.describe());
    }
  }
  if (isUnreadableNow()) {
    report.warn("warning: files could not be read any more when they were sent: run it again");
  }
  const { first } = ingestion.outcomes;
  if (first && !json) console.log(`\nSearch it: ${searchFor(first, given)}`);
  return failures.length > 0 || report.hasFaults || isUnreadableNow() ? 1 : 0;
}
