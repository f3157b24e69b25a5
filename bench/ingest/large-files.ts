import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** A file that is larger than memory should be. */
export interface LargeFile {
  readonly name: string;
  readonly bytes: number;
  /**
   * What it begins with.
   * @default nothing
   */
  readonly head?: string;
  /** A passage of it, or a row or a line, of so many sentences; the nth one, from 1. */
  readonly part: (number: number, sentences: readonly string[]) => string;
}

/** One of each format that is read as a stream. */
export const largeFiles: readonly LargeFile[] = [
  { name: "large.txt", bytes: 2e9, part: (_, sentences) => `${sentences.join(" ")}\n\n` },
  {
    name: "large.csv",
    bytes: 5e8,
    head: "number,title,text\n",
    part: (number, [title = "", ...text]) => `${number},"${title}","${text.join(' ""and"" ')}"\n`,
  },
  {
    name: "large.jsonl",
    bytes: 5e8,
    part: (number, sentences) => `${JSON.stringify({ id: `p${number}`, text: sentences.join(" ") })}\n`,
  },
];

/** Writes it into a folder, the same one each time, and returns its path. */
export async function writeLargeFile(directory: string, file: LargeFile): Promise<string> {
  const path = join(directory, file.name);
  await pipeline(Readable.from(parts(file)), createWriteStream(path));
  return path;
}

const words =
  "the embedding of a passage is stored under its id and found again by what it means when somebody asks in other words".split(
    " ",
  );

function* parts({ bytes, head = "", part }: LargeFile): Generator<string> {
  let random = 1;
  // https://en.wikipedia.org/wiki/Lehmer_random_number_generator
  const below = (limit: number) => {
    random = (random * 48_271) % 0x7fff_ffff;
    return random % limit;
  };
  const sentence = () => {
    const [first = "", ...others] = Array.from({ length: 8 + below(14) }, () => words[below(words.length)] ?? "");
    return `${[first.charAt(0).toUpperCase() + first.slice(1), ...others].join(" ")}.`;
  };
  let written = 0;
  let text = head;
  for (let number = 1; written < bytes; number++) {
    text += part(number, Array.from({ length: 3 + below(5) }, sentence));
    if (text.length < 0x1_0000) continue;
    yield text;
    written += text.length;
    text = "";
  }
}
