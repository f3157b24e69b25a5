import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";
import { errorCode } from "../../common/caught-error";
import { unifyLineEndings } from "../../documents/line-endings";
import { CommandError } from "../command/command-error";

/** Of several languages, lengths and kinds, since models differ most where they were not made for a text. */
export const sampleTexts = [
  "Hello world",
  "How do I shut the server down without losing requests?",
  "The invoice of 3 March is due within 30 days; after that, 2.5 % of interest are charged.",
  "Wie beantrage ich Urlaub, wenn meine Vorgesetzte nicht da ist?",
  "Où se trouvent les sauvegardes de la base de données ?",
  "東京の天気は明日どうなりますか。",
  "SELECT id, total FROM orders WHERE created_at > now() - interval '7 days';",
] as const;

/** The texts of a file, one a line, without blank ones. Throws a {@link CommandError} where it has none, or is not UTF-8. */
export function readTexts(path: string): string[] {
  const texts = readLines(path).filter((line) => line.trim() !== "");
  if (texts.length === 0) throw new CommandError(`${path} has no text: write one on each line`);
  return texts;
}

function readLines(path: string): string[] {
  const bytes = readBytes(path);
  // Of another encoding, both would be asked for vectors of replacement characters.
  if (!isUtf8(bytes)) throw new CommandError(`${path} is not UTF-8: save it as UTF-8`);
  return unifyLineEndings(bytes.toString().replace(/^\ufeff/, "")).split("\n");
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new CommandError(`${path} cannot be read (${errorCode(error)}): name a file with a text on each line`);
  }
}
