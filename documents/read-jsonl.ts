import * as z from "zod/mini";
import { embeddingId } from "../embedding/embedding-id";
import { EmbeddingError } from "../embedding/errors";
import { textKey } from "../embedding/index/carried-keys";
import { isObject } from "../embedding/is-object";
import { metadata } from "../embedding/metadata";
import { parseJson } from "../embedding/strict-json";
import { text } from "../embedding/text";
import { DocumentError } from "./document-error";
import type { InputFile } from "./find-files";
import type { Passage } from "./passage";
import { readLines } from "./read-lines";

/** What a line may hold: what the API takes, without the keys that the index keeps for itself. */
const passageLine = z.strictObject({
  id: embeddingId,
  text,
  metadata: z.optional(
    metadata.check(
      z.refine((value) => Object.keys(value).every((key) => key !== textKey && !key.startsWith("_")), {
        error: `must have no key "${textKey}" and none that starts with "_": rename it`,
      }),
    ),
  ),
});

/** The passages of a file with `{id, text, metadata?}` on each line. Throws a {@link DocumentError} at the first bad one. */
export async function* readJsonl({ path }: InputFile, prefix: string): AsyncGenerator<Passage> {
  let number = 0;
  for await (const line of readLines(path)) {
    number += 1;
    if (line.trim() === "") continue;
    const location = `${path}:${number}`;
    const value = parseLine(line, location);
    const result = passageLine.safeParse(
      isObject(value) && typeof value["id"] === "string" ? { ...value, id: prefix + value["id"] } : value,
    );
    if (!result.success) throw new DocumentError(`${location}: ${problemOf(result.error.issues[0])}`);
    const { metadata, ...passage } = result.data;
    yield { ...passage, ...(metadata ? { metadata } : {}), location };
  }
}

function parseLine(line: string, location: string): unknown {
  try {
    return parseJson(line);
  } catch (error) {
    if (!(error instanceof EmbeddingError)) throw error;
    const problem = error.detail.replace(/^The body/, "the line").replace(/\.$/, "");
    throw new DocumentError(`${location}: ${problem}, write it as ${example}`);
  }
}

const example = '{"id": "doc1", "text": "Hello world"}, optionally with "metadata": {"page": 7}';

function problemOf(issue: z.core.$ZodIssue | undefined): string {
  const field = issue?.path.join(".") ?? "";
  if (issue?.code === "unrecognized_keys") {
    return `${issue.keys.map((key) => JSON.stringify(key)).join(", ")} is no field: put it into "metadata"`;
  }
  return field ? `${field} ${issue?.message}` : `the line is no passage, write it as ${example}`;
}
