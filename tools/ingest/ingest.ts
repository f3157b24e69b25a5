import { resolve } from "node:path";
import { findFiles } from "../../documents/find-files";
import { countPassages, readPassages } from "../../documents/read-passages";
import { embeddingModels } from "../../embedding/models";
import { connect } from "../api/connection";
import type { Arguments } from "../command/arguments";
import { CommandError } from "../command/command-error";
import { Progress } from "../command/progress";
import { runCommand } from "../command/run-command";
import { describeEstimate, estimateTokens } from "../command/token-cost";
import { Ingestion } from "./ingestion";
import { Journal } from "./journal";
import { completeIngestOptions, ingestCommand } from "./options";
import { PassageApi } from "./passage-api";
import { searchFor } from "./search-for";
import { describeFailures, describeIngested, ingestedJson } from "./summary";

/** `npm run ingest`: embeds and stores files through the API. */
async function ingest(given: Arguments<typeof ingestCommand.options>, signal: AbortSignal): Promise<number> {
  const options = completeIngestOptions(given.options, process.env);
  const { url, prefix, restart, model, truncate, concurrency, attempts, json } = options;
  if (given.operands.length === 0) {
    throw new CommandError("There is nothing to ingest: name files or folders, as in npm run ingest -- docs");
  }
  // Where npm was called; it runs scripts in the project's folder.
  const { INIT_CWD: callersDirectory = "", INGEST_DIR: directory } = process.env;
  const files = await findFiles(given.operands.map((path) => resolve(callersDirectory, path)));
  const total = await countPassages(readPassages(files, prefix));
  const journal = Journal.open({ directory: directory || ".ingest", url, prefix, restart });
  const adapter = model && embeddingModels[model];
  let tokens = 0;
  for await (const passage of readPassages(files, prefix)) {
    if (!journal.holds(passage)) tokens += estimateTokens(passage.text, adapter);
  }
  if (tokens > 0) console.error(describeEstimate(tokens, model));

  const api = new PassageApi(connect(options), truncate);
  const startedAt = performance.now();
  const progress = new Progress({ total, unit: "passages", signal });
  const passages = readPassages(files, prefix);
  const ingestion = new Ingestion({ passages, api, journal, progress, concurrency, attempts, signal });
  try {
    await ingestion.run();
  } finally {
    progress.stop();
    journal.close();
    const seconds = (performance.now() - startedAt) / 1000;
    if (json) console.log(JSON.stringify(ingestedJson(ingestion, seconds)));
    else {
      if (ingestion.outcomes.failures.length > 0) console.error(describeFailures(ingestion.outcomes.failures));
      console.log(describeIngested(ingestion, seconds));
    }
  }
  if (ingestion.outcomes.first && !json)
    console.log(`\nSearch it: ${searchFor(ingestion.outcomes.first, given.options)}`);
  return ingestion.outcomes.failures.length > 0 ? 1 : 0;
}

runCommand(ingestCommand, ingest, 1);
