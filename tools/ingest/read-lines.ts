import { createReadStream } from "node:fs";
import { CommandError, systemReason } from "../command-error";

/**
 * The lines of a UTF-8 file, of any size. Only a line feed ends a line: `node:readline` also breaks at U+2028, which
 * JSON's strings may hold. Throws a {@link CommandError}.
 */
export async function* readLines(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let rest = "";
  try {
    for await (const chunk of createReadStream(path)) {
      const lines = (rest + decode(path, () => decoder.decode(chunk, { stream: true }))).split("\n");
      rest = lines.pop() ?? "";
      yield* lines;
    }
  } catch (error) {
    if (error instanceof CommandError || !(error as NodeJS.ErrnoException).syscall) throw error;
    throw new CommandError(`${path} cannot be read: ${systemReason(error)}`);
  }
  rest += decode(path, () => decoder.decode());
  if (rest !== "") yield rest;
}

function decode(path: string, decoded: () => string): string {
  try {
    return decoded();
  } catch {
    throw new CommandError(`${path} is not UTF-8: convert it, as in iconv -f latin1 -t utf-8`);
  }
}
