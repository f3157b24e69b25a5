import { completeConnection, connect } from "../api/connection";
import type { Arguments } from "../command/arguments";
import { throwIfInterrupted } from "../command/interrupted";
import { number } from "../command/number";
import { printable } from "../command/printable";
import { runCommand } from "../command/run-command";
import { listCommand } from "./commands";
import { type Listed, listStored } from "./list-stored";

/** `npm run list`: lists what is stored, through the API. */
async function list({ options }: Arguments<typeof listCommand.options>, signal: AbortSignal): Promise<number> {
  const { prefix, filter, top, json } = options;
  const client = connect(completeConnection(options, process.env));
  let count = 0;
  for await (const listed of listStored(client, { prefix, filter, limit: top + 1 })) {
    throwIfInterrupted(signal);
    count += 1;
    if (count > top) {
      console.error(`There are more: --top N lists more than ${number(top)}`);
      break;
    }
    console.log(json ? JSON.stringify(listed) : describe(listed));
  }
  if (count === 0 && !json) console.log(`Nothing is stored${prefix || filter ? " that this lists" : ""}`);
  return 0;
}

function describe({ id, size_bytes: bytes, last_modified: storedAt }: Listed): string {
  const facts = storedAt === undefined || bytes === undefined ? [] : [storedAt, number(bytes).padStart(9)];
  return [...facts, printable(id)].join("  ");
}

runCommand(listCommand, list, 1);
