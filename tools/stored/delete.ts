import { createInterface } from "node:readline/promises";
import { completeConnection, connect } from "../api/connection";
import type { Arguments } from "../command/arguments";
import { CommandError } from "../command/command-error";
import { throwIfInterrupted } from "../command/interrupted";
import { counted, number } from "../command/number";
import { Progress } from "../command/progress";
import { runCommand } from "../command/run-command";
import { deleteCommand } from "./commands";
import { deleteEach, type Selection, selectedIds } from "./delete-each";
import { storedPath } from "./stored-path";

/** `npm run delete`: deletes what is stored, through the API. */
async function deleteStored(
  { options, operands }: Arguments<typeof deleteCommand.options>,
  signal: AbortSignal,
): Promise<number> {
  const { prefix, filter, yes, json } = options;
  if (operands.length > 0 === (prefix !== "" || filter !== undefined)) {
    throw new CommandError("Say what to delete: ids, as in npm run delete -- doc1 doc2, or --prefix or --filter");
  }
  const client = connect(completeConnection(options, process.env));
  const ids = operands.length > 0 ? [...new Set(operands)] : await selectedIds(client, { prefix, filter });
  // Before it asks whether to delete what there cannot be.
  ids.forEach(storedPath);
  if (ids.length > 0 && !yes && !(await isConfirmed(nameOf(ids, { prefix, filter }), signal))) return 1;
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

/** What is to be deleted, as one is asked about it. */
function nameOf(ids: readonly string[], { prefix, filter }: Selection): string {
  const taken = [
    ...(prefix ? [`with an id that begins with ${prefix}`] : []),
    ...(filter ? [`whose metadata are ${JSON.stringify(filter)}`] : []),
  ];
  return taken.length > 0 ? [counted(ids.length, "embedding"), taken.join(" and ")].join(" ") : ids.join(", ");
}

/** Asks at the terminal. Throws a {@link CommandError} where there is none. */
async function isConfirmed(what: string, signal: AbortSignal): Promise<boolean> {
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
