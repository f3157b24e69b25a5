import { resolve } from "node:path";
import { helpText, parseArguments } from "../arguments";
import { CommandError } from "../command-error";
import { Progress } from "../progress";
import { runCommand } from "../run-command";
import { ApiClient } from "./api-client";
import { findFiles } from "./find-files";
import { Journal } from "./journal";
import { completeOptions, ingestCommand } from "./options";
import { countPassages, readPassages } from "./read-passages";
import { sendPassages } from "./send-passages";
import { iamAuthorizer, jwtAuthorizer } from "./sign-request";
import { describeFailures, describeSent } from "./summary";

/** The exit status of a command that SIGINT ended. */
const interruptedStatus = 130;

/** `npm run ingest`: embeds and stores files through the API. */
async function ingest(): Promise<number> {
  const parsed = parseArguments(ingestCommand, process.argv.slice(2));
  if (!parsed) {
    console.log(helpText(ingestCommand));
    return 0;
  }
  const { url, prefix, auth, token, restart, concurrency, attempts } = completeOptions(parsed.options, process.env);
  if (parsed.operands.length === 0) {
    throw new CommandError("There is nothing to ingest: name files or folders, as in npm run ingest -- docs");
  }
  // Where npm was called; it runs scripts in the project's folder.
  const { INIT_CWD: callersDirectory = "", INGEST_DIR: directory } = process.env;
  const files = await findFiles(parsed.operands.map((path) => resolve(callersDirectory, path)));
  const total = await countPassages(readPassages(files, prefix));

  const journal = await Journal.open({ directory: directory || ".ingest", url, prefix, restart });
  const authorize = { none: () => undefined, iam: iamAuthorizer, jwt: () => jwtAuthorizer(token) }[auth]();
  const startedAt = performance.now();
  const progress = new Progress({ total, unit: "passages" });
  const interrupt = new AbortController();
  // For good: on Ctrl-C the terminal sends a signal to this process, and npm sends it once more.
  process.on("SIGINT", () => {
    interrupt.abort();
    progress.status("stopping after the requests under way");
  });
  const sent = await sendPassages({
    passages: readPassages(files, prefix),
    client: new ApiClient({ url, authorize }),
    journal,
    progress,
    concurrency,
    attempts,
    signal: interrupt.signal,
  });
  progress.stop();
  journal.close();

  if (sent.failures.length > 0) console.error(describeFailures(sent.failures));
  console.log(describeSent(sent, (performance.now() - startedAt) / 1000));
  if (sent.error) throw sent.error;
  if (!interrupt.signal.aborted) return sent.failures.length > 0 ? 1 : 0;
  console.error("Interrupted: run the same command again to go on");
  return interruptedStatus;
}

runCommand(ingest);
