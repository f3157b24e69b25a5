import type { ApiClient } from "../api/api-client";
import type { OptionValues } from "../command/arguments";
import { counted } from "../command/number";
import { Progress } from "../command/progress";
import type { FileMemory } from "./file-memory";
import { prune } from "./gone";
import { Ingestion } from "./ingestion";
import type { Input } from "./input";
import type { Journal } from "./journal";
import type { LeftOutReport } from "./left-out-report";
import type { IngestOptions, ingestCommand } from "./options";
import type { Outage } from "./outage";
import { PassageApi } from "./passage-api";
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
  /** How much could not be read of the input. */
  readonly unreadable: number;
  /** The ids that are to be pruned. */
  readonly gone: readonly string[];
  readonly client: ApiClient;
  readonly outage: Outage;
  readonly journal: Journal;
  readonly memory: FileMemory;
  readonly report: LeftOutReport;
  /** Says a line at once. */
  readonly warn: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Sends what is not stored yet, prunes where that is asked for, and says what became of all; returns the exit status. */
export async function sendPassages(prepared: PreparedRun): Promise<number> {
  const { given, options, input, unreadable, toSend, gone, client, outage, journal, memory, report, warn, signal } =
    prepared;
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
  });
  const ingestion = new Ingestion({ passages, api, outage, journal, progress, concurrency, attempts, signal });
  const { failures } = ingestion.outcomes;
  let pruned: number | undefined;
  try {
    await ingestion.run();
    progress.stop();
    // What could not be read is still there.
    if (options.prune && !report.mayHideStored && unreadableSince <= unreadable) {
      if (gone.length > 0) warn(`To prune: ${counted(gone.length, "passage")} no longer in these files`);
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
      isComplete: !report.mayHideStored,
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
