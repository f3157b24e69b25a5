import { styleText } from "node:util";
import { parseAnswer } from "../api/api-client";
import { completeConnection, connect } from "../api/connection";
import type { Arguments } from "../command/arguments";
import { CommandError } from "../command/command-error";
import { printable } from "../command/printable";
import { runCommand } from "../command/run-command";
import { searchCommand } from "./options";
import { describeResults, searchAnswer } from "./results";

/** `npm run search`: finds stored passages through the API. */
async function search({ options, operands }: Arguments<typeof searchCommand.options>): Promise<number> {
  const query = operands.join(" ");
  if (query.trim() === "") {
    throw new CommandError('There is nothing to search for: write a text, as in npm run search -- "graceful shutdown"');
  }
  const { also, mode, rerank, diversity, candidates, top, filter, json } = options;
  const client = connect(completeConnection(options, process.env));
  const queries = [query, ...also];
  const body = {
    ...(also.length > 0 ? { queries } : { text: query }),
    mode,
    rerank: rerank || undefined,
    group_by: options["group-by"],
    group_size: options["group-size"],
    diversity,
    candidates,
    min_score: options["min-score"],
    top_k: top,
    filter,
    include: ["text", "metadata", "expires_at"],
  };
  const answer = await client.request({ method: "POST", path: "/embeddings/search", body });
  if (json) {
    console.log(JSON.stringify(answer.body));
    return 0;
  }
  const found = parseAnswer(answer, searchAnswer);
  // Plain where it is no terminal, or NO_COLOR says so.
  console.log(describeResults(found, { query: queries.join(" "), bold: (text) => styleText("bold", text) }));
  const { problem } = found.rerank ?? {};
  if (problem) console.error(`warning: not reranked: ${printable(problem.detail)}`);
  return 0;
}

runCommand(searchCommand, search, 1);
