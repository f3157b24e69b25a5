import * as z from "zod/mini";
import { parseAnswer, requestFailure } from "../api/api-client";
import { completeConnection, connect } from "../api/connection";
import type { Arguments } from "../command/arguments";
import { throwIfInterrupted } from "../command/interrupted";
import { counted, number } from "../command/number";
import { printable } from "../command/printable";
import { runCommand } from "../command/run-command";
import { statsCommand } from "./commands";

const statsAnswer = z.object({
  objects: z.nullable(z.object({ count: z.number(), size_bytes: z.number() })),
  vectors: z.nullable(
    z.object({
      count: z.number(),
      by_model: z.array(
        z.object({ model: z.nullable(z.string()), dimension: z.nullable(z.number()), count: z.number() }),
      ),
    }),
  ),
  next_cursor: z.nullable(z.string()),
});

/** `npm run stats`: counts what is stored, through the API. */
async function stats({ options }: Arguments<typeof statsCommand.options>, signal: AbortSignal): Promise<number> {
  const { prefix, filter, json } = options;
  const client = connect(completeConnection(options, process.env));
  let cursor: string | undefined;
  for (;;) {
    const body = { prefix: prefix || undefined, filter, cursor };
    const answer = await client.patiently({ method: "POST", path: "/embeddings/stats", body });
    if (answer.status !== 200) throw requestFailure(answer);
    const { next_cursor, ...counts } = parseAnswer(answer, statsAnswer);
    throwIfInterrupted(signal);
    if (next_cursor === null) {
      console.log(json ? JSON.stringify(counts) : describe(counts));
      return 0;
    }
    cursor = next_cursor;
    const { objects, vectors } = counts;
    console.error(
      `So far: ${[counted(objects?.count ?? 0, "object"), counted(vectors?.count ?? 0, "vector")].join(", ")}`,
    );
  }
}

function describe({ objects, vectors }: Omit<z.infer<typeof statsAnswer>, "next_cursor">): string {
  return [
    ...(objects ? [`${counted(objects.count, "object")}, ${counted(objects.size_bytes, "byte")}`] : []),
    ...(vectors ? [counted(vectors.count, "vector")] : []),
    ...(vectors?.by_model ?? []).map(({ model, dimension, count }) => {
      const numbers = dimension === null ? "" : ` of ${counted(dimension, "number")}`;
      return `${number(count).padStart(11)}  ${model === null ? "of no known model" : printable(model)}${numbers}`;
    }),
  ].join("\n");
}

runCommand(statsCommand, stats, 1);
