import { DocumentError } from "./document-error";
import type { InputFile } from "./find-files";
import type { Passage } from "./passage";
import { readJsonl } from "./read-jsonl";
import { readText } from "./read-text";

/** The passages of files, one after another. Throws a {@link DocumentError} at the first that the API would not take. */
export async function* readPassages(files: readonly InputFile[], prefix: string): AsyncGenerator<Passage> {
  for (const file of files) {
    if (file.format === "jsonl") yield* readJsonl(file, prefix);
    else yield* readText({ ...file, format: file.format }, prefix);
  }
}

/**
 * Reads all passages once and counts them, so that whatever is wrong with them shows before any is sent. Throws a
 * {@link DocumentError}.
 */
export async function countPassages(passages: AsyncIterable<Passage>): Promise<number> {
  const locations = new Map<string, string>();
  for await (const { id, location } of passages) {
    const other = locations.get(id);
    if (other !== undefined) {
      throw new DocumentError(
        `${location}: the id ${id} is that of ${other} too: change one, or ingest them with --prefix`,
      );
    }
    locations.set(id, location);
  }
  if (locations.size === 0) throw new DocumentError("There is no text in these files");
  return locations.size;
}
