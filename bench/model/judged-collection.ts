import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CommandError } from "../../tools/command/command-error";
import { type CollectionText, collectionText } from "./collection-text";

/** A public collection of texts, with queries of which people judged what is relevant to them. */
export interface JudgedCollection {
  readonly texts: readonly CollectionText[];
  readonly queries: readonly { readonly text: string; readonly relevant: ReadonlySet<number> }[];
}

/**
 * Reads a folder in SMART's format, as Cranfield's: texts in a file with `.all` in its name, queries in `*.qry`, and in a
 * file with `rel` in its name lines of a query, a text and a grade. Queries are numbered by their order, and texts by `.I`.
 */
export function readCollection(directory: string): JudgedCollection {
  const files = readdirSync(directory);
  const read = (pattern: RegExp, what: string) => {
    const file = files.find((name) => pattern.test(name));
    if (!file) throw new CommandError(`${directory} has no ${what}: there are ${files.join(", ") || "no files"}`);
    return readFileSync(join(directory, file), "utf8").split(/\r?\n/);
  };
  const relevant = relevantTexts(read(/rel/i, "file of judgements, such as cranqrel"));
  return {
    texts: records(read(/\.all/i, "file of texts, such as cran.all.1400")).map(({ id, fields }) =>
      collectionText(id, [...(fields["T"] ?? []), ...(fields["W"] ?? [])].join("\n")),
    ),
    queries: records(read(/\.qry/i, "file of queries, such as cran.qry")).map(({ fields }, index) => ({
      text: (fields["W"] ?? []).join("\n"),
      relevant: relevant.get(index + 1) ?? new Set(),
    })),
  };
}

interface SmartRecord {
  readonly id: number;
  /** The lines of each field. */
  readonly fields: Record<string, string[]>;
}

function records(lines: readonly string[]): SmartRecord[] {
  const found: SmartRecord[] = [];
  let field: string[] = [];
  for (const line of lines) {
    const [, name, value] = /^\.([A-Z])(?:\s+(\d+))?\s*$/.exec(line) ?? [];
    if (name === "I") found.push({ id: Number(value), fields: {} });
    else if (name) {
      const { fields } = found.at(-1) ?? { id: 0, fields: {} as SmartRecord["fields"] };
      field = fields[name] ??= [];
    } else field.push(line);
  }
  return found;
}

/** The texts of grade 1 or more by query; where nothing is graded, all that are listed. */
function relevantTexts(lines: readonly string[]): Map<number, Set<number>> {
  const judged = lines.flatMap((line) => {
    const [query, text, grade = 0] = line.trim().split(/\s+/).map(Number);
    return query && text ? [{ query, text, grade }] : [];
  });
  const isGraded = judged.some(({ grade }) => grade >= 1);
  const byQuery = Map.groupBy(
    judged.filter(({ grade }) => !isGraded || grade >= 1),
    ({ query }) => query,
  );
  return new Map([...byQuery].map(([query, found]) => [query, new Set(found.map(({ text }) => text))]));
}
