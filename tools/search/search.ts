import { styleText } from "node:util";
import { parseAnswer } from "../api/api-client";
import { completeConnection, connect } from "../api/connection";
import type { Arguments } from "../command/arguments";
import { CommandError } from "../command/command-error";
import { runCommand } from "../command/run-command";
import { searchCommand } from "./options";
import { describeResults, searchAnswer } from "./results";

/** `npm run search`: finds stored passages through the API. */
async function search({ options, operands }: Arguments<typeof searchCommand.options>): Promise<number> {
  const query = operands.join(" ");
  if (query.trim() === "") {
    throw new CommandError('There is nothing to search for: write a text, as in npm run search -- "graceful shutdown"');
  }
  const { mode, top, filter, json } = options;
  const client = connect(completeConnection(options, process.env));
  const body = { text: query, mode, top_k: top, filter, include: ["text", "metadata"] };
  const answer = await client.request({ method: "POST", path: "/embeddings/search", body });
  if (json) console.log(JSON.stringify(answer.body));
  // Plain where it is no terminal, or NO_COLOR says so.
  else
    console.log(describeResults(parseAnswer(answer, searchAnswer), { query, bold: (text) => styleText("bold", text) }));
  return 0;
}

runCommand(searchCommand, search, 1);
