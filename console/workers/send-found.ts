import type { LeaveOut } from "../../documents/left-out";
import type { Passage } from "../../documents/passage";
import { counted } from "../../tools/command/number";
import { ProgressLine } from "../../tools/command/progress-line";
import { ingestDefaults } from "../../tools/ingest/cut-for";
import { Ingestion } from "../../tools/ingest/ingestion";
import type { LeftOutReport } from "../../tools/ingest/left-out-report";
import { PassageApi } from "../../tools/ingest/passage-api";
import { describeFailures, ingestedRows } from "../../tools/ingest/summary";
import type { Survey } from "../../tools/ingest/survey";
import type { IngestState } from "./ingest-messages";

/** Arguments of {@link sendFound}. */
export interface SendFoundArgs {
  /** Reads the files, each time anew. */
  readonly passages: (args: { readonly leaveOut: LeaveOut }) => AsyncIterable<Passage>;
  /** What was read of them before. */
  readonly found: Survey;
  readonly report: LeftOutReport;
  readonly api: ConstructorParameters<typeof PassageApi>[0];
  readonly say: (state: Partial<IngestState>) => void;
  readonly signal: AbortSignal;
}

/** A browser has 6 connections to a host, of which the other views need some. */
const concurrency = 4;

/** The store has all that is remembered of a run: by `if_changed` it says of each passage whether it is there. */
const noJournal = { holds: () => false, forget: () => undefined, confirm: () => undefined };

/** Without the memory of earlier runs nothing is known of what is gone. */
const noneGone = { ids: [], option: "--prune", unknown: 0 } as const;

/** Embeds and stores what was found, and says what became of it. Throws a `CommandError`, or `Interrupted`. */
export async function sendFound(args: SendFoundArgs): Promise<void> {
  const { passages, found, report, api, say, signal } = args;
  const startedAt = performance.now();
  const line = new ProgressLine({ total: found.total, unit: "passage" });
  let unreadable = 0;
  const ingestion = new Ingestion({
    passages: passages({ leaveOut: () => unreadable++ }),
    api: new PassageApi(api),
    journal: noJournal,
    progress: pageProgress(line, args),
    concurrency,
    attempts: ingestDefaults.attempts,
    signal,
  });
  const { outcomes } = ingestion;
  say({ step: "storing", total: found.total, line: `About ${counted(found.tokens, "token")} to embed` });
  try {
    await ingestion.run();
  } finally {
    if (unreadable > found.unreadable) {
      report.warn("Files could not be read any more when they were sent: drop them again");
    }
    const ingested = { outcomes, skipped: 0, gone: noneGone, pruned: undefined, isComplete: !report.mayHideStored };
    const rows = ingestedRows(ingested, (performance.now() - startedAt) / 1_000);
    const { failures } = outcomes;
    say({
      done: line.done,
      summary: {
        // Nothing is, for nothing is remembered.
        rows: rows.filter(([of]) => of !== "Skipped"),
        leftOut: report.kinds,
        failures: failures.length > 0 ? describeFailures(failures).split("\n") : [],
      },
    });
  }
}

/** What an ingestion tells of its progress, as the page shows it. */
function pageProgress(line: ProgressLine, { say, signal }: Pick<SendFoundArgs, "say" | "signal">) {
  const tell = () => say({ done: line.done, line: line.text });
  const progress = {
    advance: (count: number, options?: { readonly skipped?: boolean }) => {
      line.advance(count, options);
      tell();
    },
    status: (note: string) => {
      if (line.status(note)) tell();
    },
    heldBackBy: (limit: string) => line.heldBackBy(limit),
  };
  signal.addEventListener("abort", () => progress.status("stopping after the requests under way"));
  return progress;
}
