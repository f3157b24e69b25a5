import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

/**
 * A folder that is made once for all files of a run of the tests: whoever asks first makes it, and the others, in
 * whichever process, wait for it. Throws in all of them where it cannot be made.
 */
export async function madeOnce(name: string, make: (directory: string) => Promise<unknown>): Promise<string> {
  const directory = join(runDirectory(), name);
  const outcome = `${directory}.outcome`;
  if (isFirst(directory)) {
    const failure = await make(directory).then(() => "", String);
    // Whoever finds the file finds all of it.
    writeFileSync(`${outcome}.new`, failure);
    renameSync(`${outcome}.new`, outcome);
  }
  while (!existsSync(outcome)) await setTimeout(50);
  const failure = readFileSync(outcome, "utf8");
  if (failure) throw new Error(`${name} could not be made: ${failure}`);
  return directory;
}

/** Where all files of a run of the tests find what they share. */
export function runDirectory(): string {
  const directory = process.env["TEST_RUN_DIRECTORY"];
  if (!directory) throw new Error("Only the tests of the lanes processes and browser share what is made once");
  return directory;
}

/** Whether nobody has asked for a folder before, which there is from now on. */
function isFirst(directory: string): boolean {
  try {
    mkdirSync(directory);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}
