import { completeConnection, connect } from "../api/connection";
import type { Arguments } from "../command/arguments";
import { throwIfInterrupted } from "../command/interrupted";
import { number } from "../command/number";
import { printable } from "../command/printable";
import { runCommand } from "../command/run-command";
import { listCommand } from "./commands";
import { listStored } from "./list-stored";

/** `npm run list`: lists what is stored, through the API. */
async function list({ options }: Arguments<typeof listCommand.options>, signal: AbortSignal): Promise<number> {
  const { prefix, top, json } = options;
  const client = connect(completeConnection(options, process.env));
  let count = 0;
  for await (const listed of listStored(client, { prefix, limit: top + 1 })) {
    throwIfInterrupted(signal);
    count += 1;
    if (count > top) {
      console.error(`There are more: --top N lists more than ${number(top)}`);
      break;
    }
    const { id, size_bytes: bytes, last_modified: storedAt } = listed;
    console.log(json ? JSON.stringify(listed) : `${storedAt}  ${number(bytes).padStart(9)}  ${printable(id)}`);
  }
  if (count === 0 && !json) console.log("Nothing is stored");
  return 0;
}

runCommand(listCommand, list, 1);
