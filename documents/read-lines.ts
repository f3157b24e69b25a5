import { createReadStream } from "node:fs";
import { DocumentError, isSystemError, systemReason } from "./document-error";
import { utf8Decoder } from "./utf8-decoder";

/**
 * The lines of a UTF-8 file, of any size. Only a line feed ends a line: `node:readline` also breaks at U+2028, which
 * JSON's strings may hold. Throws a {@link DocumentError}.
 */
export async function* readLines(path: string): AsyncGenerator<string> {
  const decode = utf8Decoder(path);
  let rest = "";
  try {
    for await (const chunk of createReadStream(path)) {
      const lines = (rest + decode(chunk, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      yield* lines;
    }
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new DocumentError(`${path} cannot be read: ${systemReason(error)}`);
  }
  rest += decode();
  if (rest !== "") yield rest;
}
