import { apiKeyHash, newApiKey } from "../../common/api-key";
import type { Arguments } from "../command/arguments";
import { CommandError } from "../command/command-error";
import { runCommand } from "../command/run-command";
import { keyCommand } from "./options";
import { type ConfiguredKey, stackLines } from "./stack-lines";

/** `npm run key`: makes a key for the API, of which only what is printed is left. */
async function makeKey({ options }: Arguments<typeof keyCommand.options>): Promise<number> {
  const { name, routes, expires, json } = options;
  if (!name) throw new CommandError("The key is nobody's: add --name, as in npm run key -- --name team-a");
  const key = newApiKey();
  const configured: ConfiguredKey = {
    sha256: [apiKeyHash(key)],
    ...(routes ? { routes: routes.split(",") } : {}),
    ...(expires ? { expires } : {}),
  };
  if (json) {
    console.log(JSON.stringify({ name, key, ...configured }));
    return 0;
  }
  const lines = [
    key,
    "",
    `This is all there is of it: give it to ${name}. The service knows its hash, by these lines of its stack file, below config:`,
    "",
    stackLines(name, configured),
    "",
    `Where ${name} has a key already, add the hash to its sha256 instead, and take the old one out once nobody uses it.`,
  ];
  console.log(lines.join("\n"));
  return 0;
}

runCommand(keyCommand, makeKey, 1);
