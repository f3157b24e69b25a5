import * as z from "zod/mini";
import { EmbeddingError } from "../../embedding/errors";
import { textKey } from "../../embedding/index/carried-keys";
import { isObject } from "../../embedding/is-object";
import { metadata } from "../../embedding/metadata";
import { parseJson } from "../../embedding/strict-json";
import { text } from "../../embedding/text";
import type { FileRecord, RecordsFormat, Source } from "./format";
import { linesOf, maxLineCharacters } from "./lines";

const id = z.union([z.string(), z.number()], { error: "must be a string or a number" });

/** What a line may hold: what the API takes, without the keys that the index keeps for itself. */
const passageLine = z
  .strictObject({
    id: z.optional(id),
    _id: z.optional(id),
    title: z.optional(z.undefined({ error: "must be a string" })),
    text,
    metadata: z.optional(
      metadata.check(
        z.refine((value) => Object.keys(value).every((key) => key !== textKey && !key.startsWith("_")), {
          error: `must have no key "${textKey}" and none that starts with "_": rename it`,
        }),
      ),
    ),
  })
  .check(
    z.refine(({ id, _id }) => (id === undefined) !== (_id === undefined), {
      path: ["id"],
      error: ({ input }) =>
        isObject(input) && input["id"] !== undefined ? "must not be beside _id" : "must be a string or a number",
    }),
  );

/**
 * A passage on each line, as `{id, text, title?, metadata?}`: collections for retrieval call the id `_id`. A title is
 * kept as metadata.
 */
export const jsonl: RecordsFormat = { name: "jsonl", extensions: [".jsonl", ".ndjson"], records };

async function* records(source: Source): AsyncGenerator<FileRecord> {
  let line = 0;
  for await (const written of linesOf(source.chunks())) {
    line += 1;
    if (written === undefined) {
      yield { line, problem: `the line has more than ${maxLineCharacters} characters: split its text` };
    } else if (written.trim() !== "") yield { line, ...recordOf(written) };
  }
}

function recordOf(line: string) {
  let value: unknown;
  try {
    value = parseJson(line);
  } catch (error) {
    if (!(error instanceof EmbeddingError)) throw error;
    // Of its one line, the position says the column too.
    const problem = error.detail.replace(/^The body/, "the line").replace(/( \(line 1 column \d+\))?\.$/, "");
    return { problem: `${problem}, write it as ${example}` };
  }
  const { data, error } = passageLine.safeParse(withTitleInMetadata(withoutNull(value)));
  if (!data) return { problem: problemOf(error.issues[0]) };
  const { id = data._id, text, metadata } = data;
  return { id: String(id), text, ...(metadata ? { metadata } : {}) };
}

/** Exports of tables write null for what a row does not have. */
function withoutNull(value: unknown): unknown {
  if (!isObject(value)) return value;
  const fields = Object.entries(value).filter(([, field]) => field !== null);
  return Object.fromEntries(fields.map(([name, field]) => [name, name === "metadata" ? withoutNull(field) : field]));
}

function withTitleInMetadata(value: unknown): unknown {
  if (!isObject(value) || typeof value["title"] !== "string") return value;
  const { title, metadata = {}, ...rest } = value;
  return { ...rest, metadata: title !== "" && isObject(metadata) ? { title, ...metadata } : metadata };
}

const example = '{"id": "doc1", "text": "Hello world"}, optionally with "metadata": {"page": 7}';

function problemOf(issue: z.core.$ZodIssue | undefined): string {
  const field = issue?.path.join(".") ?? "";
  if (issue?.code === "unrecognized_keys") {
    return `${issue.keys.map((key) => JSON.stringify(key)).join(", ")} is no field: put it into "metadata"`;
  }
  return field ? `${field} ${issue?.message}` : `the line is no passage, write it as ${example}`;
}
