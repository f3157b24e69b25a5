import type { EmbeddingDocument } from "../embedding/document";
import { textKey } from "../embedding/index/carried-keys";
import { maxFilterableBytes, metadataBytes } from "../embedding/index/metadata-size";

type Metadata = NonNullable<EmbeddingDocument["metadata"]>;

/** What is known of a passage of a document. */
export interface PassageFacts {
  /** The file's path below the folder that was given. */
  readonly name: string;
  readonly title?: string | undefined;
  /** From the outermost. */
  readonly headings: readonly string[];
  readonly line?: number | undefined;
  readonly page?: number | undefined;
  /** What the file says about itself, and the keys of it that are asked for. */
  readonly said: Readonly<Record<string, unknown>>;
  readonly keys: readonly string[];
}

/** How many bytes of JSON the metadata may have, which leaves what the index needs of the API's 2 KB but for long lists. */
const maxBytes = 1_900;
const maxSourceBytes = 900;
const maxHeadingBytes = 500;
const maxFactBytes = 250;
const maxListBytes = 500;

/** The metadata of a passage: `source`, `title`, `heading` as `Guide > Install`, `line` or `page`, and what is asked for. */
export function passageMetadata({ name, title, headings, line, page, said, keys }: PassageFacts): Metadata {
  const heading = headings.filter(Boolean).join(" > ");
  const metadata: Metadata = {
    source: clip(name, maxSourceBytes),
    // Which the outermost heading may be.
    ...(title && title !== headings[0] ? { title: clip(title, maxFactBytes) } : {}),
    ...(heading ? { heading: clip(heading, maxHeadingBytes) } : {}),
    ...(line === undefined ? {} : { line }),
    ...(page === undefined ? {} : { page }),
  };
  for (const key of keys) {
    const value = factOf(said[key]);
    if (value === undefined || key in metadata || key === textKey || key.startsWith("_")) continue;
    const more = { ...metadata, [key]: value };
    const fits = Buffer.byteLength(JSON.stringify(more)) <= maxBytes && metadataBytes(more) <= maxFilterableBytes;
    if (fits) Object.assign(metadata, more);
  }
  return metadata;
}

/**
 * A value as metadata has it: a date as ISO 8601 writes it, of a list of texts or of numbers as much as there is room for, and
 * any other list with commas; undefined for what is none.
 */
function factOf(value: unknown): Metadata[string] | undefined {
  if (!Array.isArray(value)) return scalarOf(value);
  const facts = value.map(scalarOf).filter((fact) => fact !== undefined);
  return listOf("string", facts) ?? listOf("number", facts) ?? scalarOf(facts.join(", "));
}

/** The first facts of a list of this type; undefined where there are none, or one of another. */
function listOf(type: "string" | "number", facts: readonly unknown[]): Metadata[string] | undefined {
  if (facts.length === 0 || facts.some((fact) => typeof fact !== type)) return undefined;
  const fits = (count: number) => Buffer.byteLength(JSON.stringify(facts.slice(0, count))) <= maxListBytes;
  const tooMany = facts.findIndex((_, index) => !fits(index + 1));
  return (tooMany === -1 ? facts : facts.slice(0, tooMany)) as string[] | number[];
}

function scalarOf(value: unknown): string | number | boolean | undefined {
  if (typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value))) return value;
  if (value instanceof Date) return value.toISOString();
  return typeof value === "string" && value !== "" ? clip(value.toWellFormed(), maxFactBytes) : undefined;
}

/** As much of a text as fits into so many bytes of JSON. */
function clip(text: string, most: number): string {
  let bytes = 0;
  let clipped = "";
  for (const character of text) {
    bytes += Buffer.byteLength(JSON.stringify(character)) - 2;
    if (bytes > most) return `${clipped}…`;
    clipped += character;
  }
  return clipped;
}
