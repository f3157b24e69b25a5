import { Parsers } from "../../documents/apart/parsers";
import { FileFinder } from "../../documents/files/file-finder";
import type { LeftOut } from "../../documents/left-out";
import type { Passage } from "../../documents/passage";
import { passagesOf } from "../../documents/passages-of";
import { estimateTokens } from "../../embedding/models/estimate-tokens";
import { defaultEmbeddingModelId, embeddingModels } from "../../embedding/models/index";
import { counted } from "../../tools/command/number";
import { ProgressLine } from "../../tools/command/progress-line";
import { cutFor, ingestDefaults } from "../../tools/ingest/cut-for";
import { Ingestion } from "../../tools/ingest/ingestion";
import { LeftOutReport } from "../../tools/ingest/left-out-report";
import { PassageApi } from "../../tools/ingest/passage-api";
import { describeFailures, ingestedRows } from "../../tools/ingest/summary";
import { survey } from "../../tools/ingest/survey";
import { DroppedTree } from "./dropped-tree";
import type { IngestRequest, IngestState } from "./ingest-messages";
import { WorkerParser } from "./worker-parser";

/** Arguments of {@link ingestFiles}. */
export interface IngestFilesArgs {
  readonly api: ConstructorParameters<typeof PassageApi>[0];
  /** Is told how far it is, as often as that changes. */
  readonly say: (state: Partial<IngestState>) => void;
  readonly signal: AbortSignal;
}

/** A browser has 6 connections to a host, of which the other views need some. */
const concurrency = 4;

/** The store has all that is remembered of a run: `if_changed` says of each passage whether it is there. */
const noJournal = { holds: () => false, forget: () => undefined, confirm: () => undefined };

/** What nothing is known of without the memory of earlier runs. */
const noneGone = { ids: [], option: "--prune", unknown: 0 } as const;

/**
 * Does with files of a browser what `npm run ingest` does: finds, reads and cuts them by the same rules, embeds and stores
 * them through the API. Throws a `CommandError`, or the reason of the signal.
 */
export async function ingestFiles(request: IngestRequest, { api, say, signal }: IngestFilesArgs): Promise<void> {
  const { dropped, prefix, include, exclude, encoding } = request;
  const warnings: string[] = [];
  const report = new LeftOutReport({
    warn: (line) => {
      warnings.push(line.replace(/^warning: /, ""));
      say({ warnings: [...warnings] });
    },
  });
  const tree = new DroppedTree(dropped.entries);
  const parsers = new Parsers(() => new WorkerParser((path) => tree.file(path).blob));
  const finder = new FileFinder(tree, { include, exclude, encoding, leaveOut: report.add });
  for (const root of dropped.roots) await finder.find(root);
  const adapter = embeddingModels[defaultEmbeddingModelId];
  const read = (leaveOut: (leftOut: LeftOut) => void) =>
    passagesOf(finder.files, { prefix, cut: cutFor(adapter), parsers, leaveOut, signal });

  const readingLine = {
    show: ({ location }: Passage, before: number) =>
      say({ line: `Reading ${location}, ${counted(before + 1, "passage")} so far` }),
  };
  const found = await survey(
    { passages: ({ leaveOut }) => read(leaveOut) },
    {
      store: undefined,
      estimate: (text) => estimateTokens(text, adapter),
      leaveOut: report.add,
      readingLine,
      signal,
    },
  );
  const { total, tokens } = found;
  const leftOut = () => report.kinds;
  if (total === 0) {
    say({
      summary: { rows: [], leftOut: leftOut(), failures: [] },
      problem: "There is no text to ingest in these files",
    });
    return;
  }

  const startedAt = performance.now();
  const line = new ProgressLine({ total, unit: "passage" });
  const tell = () => say({ step: "storing", total, done: line.done, line: line.text });
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
  let unreadableSince = 0;
  const passages = read(() => {
    unreadableSince += 1;
  });
  const ingestion = new Ingestion({
    passages,
    api: new PassageApi(api),
    journal: noJournal,
    progress,
    concurrency,
    attempts: ingestDefaults.attempts,
    signal,
  });
  say({ step: "storing", total, done: 0, line: `About ${counted(tokens, "token")} to embed` });
  try {
    await ingestion.run();
  } finally {
    parsers.end();
    const { outcomes } = ingestion;
    const ingested = { outcomes, skipped: 0, gone: noneGone, pruned: undefined, isComplete: !report.mayHideStored };
    if (unreadableSince > found.unreadable)
      report.warn("Files could not be read any more when they were sent: drop them again");
    say({
      done: line.done,
      summary: {
        rows: ingestedRows(ingested, (performance.now() - startedAt) / 1_000).filter(([of]) => of !== "Skipped"),
        leftOut: leftOut(),
        failures: outcomes.failures.length > 0 ? describeFailures(outcomes.failures).split("\n") : [],
      },
    });
  }
}
