import { createInterface } from "node:readline/promises";
import type { ApiClient } from "../api/api-client";
import { completeConnection, connect } from "../api/connection";
import type { Arguments } from "../command/arguments";
import { CommandError } from "../command/command-error";
import { throwIfInterrupted } from "../command/interrupted";
import { counted, number } from "../command/number";
import { Progress } from "../command/progress";
import { runCommand } from "../command/run-command";
import { deleteCommand } from "./commands";
import { deleteEach } from "./delete-each";
import { listStored } from "./list-stored";
import { storedPath } from "./stored-path";

/** `npm run delete`: deletes what is stored, through the API. */
async function deleteStored(
  { options, operands }: Arguments<typeof deleteCommand.options>,
  signal: AbortSignal,
): Promise<number> {
  const { prefix, yes, json } = options;
  if (operands.length > 0 === (prefix !== "")) {
    throw new CommandError("Say what to delete: ids, as in npm run delete -- doc1 doc2, or --prefix");
  }
  const client = connect(completeConnection(options, process.env));
  const ids = prefix ? await idsOf(client, prefix) : [...new Set(operands)];
  // Before it asks whether to delete what there cannot be.
  ids.forEach(storedPath);
  if (ids.length > 0 && !yes && !(await isConfirmed(ids, prefix, signal))) return 1;
  let deleted = 0;
  const missing: string[] = [];
  const progress = new Progress({ total: ids.length, unit: "embedding", signal });
  try {
    for await (const { id, isDeleted } of deleteEach(client, ids, signal)) {
      if (isDeleted) deleted += 1;
      else missing.push(id);
      progress.advance(1);
    }
  } finally {
    progress.stop();
  }
  if (json) console.log(JSON.stringify({ deleted, missing }));
  else console.log(`Deleted ${number(deleted)}`);
  if (!json) for (const id of missing) console.error(`There is no embedding ${id}`);
  throwIfInterrupted(signal);
  return missing.length > 0 ? 1 : 0;
}

async function idsOf(client: ApiClient, prefix: string): Promise<string[]> {
  const listed = await Array.fromAsync(listStored(client, { prefix, limit: undefined }));
  return listed.map(({ id }) => id);
}

/** Asks at the terminal. Throws a {@link CommandError} where there is none. */
async function isConfirmed(ids: readonly string[], prefix: string, signal: AbortSignal): Promise<boolean> {
  const what = prefix ? `${counted(ids.length, "embedding")} with an id that begins with ${prefix}` : ids.join(", ");
  if (!process.stdin.isTTY) throw new CommandError(`Nothing is deleted: add --yes to delete ${what}`);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question(`Delete ${what}? [y/N] `, { signal })).trim());
  } catch {
    throwIfInterrupted(signal);
    return false;
  } finally {
    terminal.close();
  }
}

runCommand(deleteCommand, deleteStored, 1);
