import { completeConnection, connect } from "../api/connection";
import type { Arguments } from "../command/arguments";
import { CommandError } from "../command/command-error";
import { runCommand } from "../command/run-command";
import { type Comparison, compareText } from "./comparison";
import { compareCommand } from "./options";
import { connectOther } from "./other-service";
import { describeComparison, describeSummary, summarize } from "./summary";
import { readTexts, sampleTexts } from "./texts";

/** `npm run compare`: compares the vectors of this service with those of another that callers move from. */
async function compare({ options, operands }: Arguments<typeof compareCommand.options>): Promise<number> {
  const { with: otherUrl, model, dimensions, "at-least": atLeast, json } = options;
  if (model === undefined) {
    throw new CommandError("There is no model to ask for: add --model, as in --model cohere.embed-multilingual-v3");
  }
  const [file, ...more] = operands;
  if (more.length > 0) throw new CommandError(`There is one file of texts, and not ${operands.join(", ")}`);
  const texts = file === undefined ? sampleTexts : readTexts(file);
  const connection = completeConnection(options, process.env);
  const there = connectOther(otherUrl, process.env, connection);
  const here = {
    client: connect(connection),
    path: "/v1/embeddings",
    whenUnauthorized: "call it with the --auth that it serves, and credentials that it knows",
    whenElsewhere: "set --url to the API's address, which has no path",
  };

  const comparisons: Comparison[] = [];
  for (const text of texts) {
    const comparison = await compareText(text, { here, there }, { model, dimensions });
    comparisons.push(comparison);
    if (!json) console.log(describeComparison(comparison));
  }
  const summary = summarize(comparisons, atLeast);
  if (json) console.log(JSON.stringify({ ...summary, at_least: atLeast, comparisons }));
  else console.log(`\n${describeSummary(summary, atLeast)}`);
  return summary.below > 0 ? 1 : 0;
}

runCommand(compareCommand, compare, 2);
