import { styleText } from "node:util";
import * as z from "zod/mini";
import { parseAnswer, requestFailure } from "../api/api-client";
import { completeConnection, connect } from "../api/connection";
import { passageText, placeOf } from "../api/stored-passage";
import type { Arguments } from "../command/arguments";
import { CommandError } from "../command/command-error";
import { printable } from "../command/printable";
import { runCommand } from "../command/run-command";
import { getCommand } from "./commands";
import { isMissingEmbedding, storedPath } from "./stored-path";

/** What is shown of a stored object, which others may have written. */
const shown = z.object({
  id: z.string(),
  text: z.nullish(z.unknown()),
  model: z.nullish(z.unknown()),
  dimension: z.nullish(z.unknown()),
  created_at: z.nullish(z.unknown()),
  expires_at: z.nullish(z.unknown()),
  metadata: z.nullish(z.record(z.string(), z.unknown())),
});

/** `npm run get`: shows what is stored, through the API. */
async function get({ options, operands }: Arguments<typeof getCommand.options>): Promise<number> {
  if (operands.length === 0) throw new CommandError("There is no id: write one, as in npm run get -- doc1");
  const client = connect(completeConnection(options, process.env));
  let [found, missing] = [0, 0];
  for (const [id, path] of operands.map((id) => [id, storedPath(id)] as const)) {
    const answer = await client.patiently({ method: "GET", path });
    if (isMissingEmbedding(answer)) {
      missing += 1;
      console.error(`There is no embedding ${id}`);
      continue;
    }
    if (answer.status !== 200) throw requestFailure(answer);
    if (options.json) console.log(JSON.stringify(answer.body));
    else console.log(`${found > 0 ? "\n" : ""}${describe(parseAnswer(answer, shown))}`);
    found += 1;
  }
  return missing > 0 ? 1 : 0;
}

function describe({ id, text, model, dimension, created_at, expires_at, metadata }: z.infer<typeof shown>): string {
  const place = placeOf(metadata ?? {});
  const parts = [created_at, expires_at && `expires ${expires_at}`, model, dimension && `${dimension} numbers`];
  const facts = printable(parts.filter(Boolean).join(" · "));
  return [
    styleText("bold", printable(id)),
    ...(place ? [`  ${place}`] : []),
    ...(facts ? [`  ${facts}`] : []),
    "",
    passageText(typeof text === "string" ? text : "It has no text"),
  ].join("\n");
}

runCommand(getCommand, get, 1);
