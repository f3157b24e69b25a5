import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RunError } from "@pulumi/pulumi/errors";
import { errorCode } from "../common/caught-error";
import { dataDirectoryError } from "./data-directory-error";
import { choiceName, type ModelChoice, modelOptions } from "./model-choice";

/** Arguments of {@link rememberModel}. */
export interface RememberModelArgs {
  readonly choice: ModelChoice;
  /** Whether anything is stored, which would be of the model before. */
  readonly holdsObjects: () => Promise<boolean>;
}

/**
 * Notes in the data directory which model its vectors are made by, for objects say what AWS would have written. Throws a
 * `RunError` where they are made by another one, for vectors of two do not compare.
 */
export async function rememberModel(directory: string, { choice, holdsObjects }: RememberModelArgs): Promise<void> {
  const file = join(directory, "model.json");
  const known = read(file);
  if (known?.name === choiceName(choice)) return;
  if (await holdsObjects()) throw new RunError(madeByAnother(directory, known, choice));
  try {
    writeFileSync(file, `${JSON.stringify({ name: choiceName(choice), options: modelOptions(choice) })}\n`);
  } catch (error) {
    throw dataDirectoryError(directory, error);
  }
}

interface Remembered {
  readonly name: string;
  /** By which `npm start` serves it. */
  readonly options: string;
}

function read(file: string): Remembered | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Remembered;
  } catch (error) {
    // Also what is no JSON is nothing that is known.
    if (errorCode(error) === "ENOENT" || error instanceof SyntaxError) return undefined;
    throw dataDirectoryError(file, error);
  }
}

function madeByAnother(directory: string, known: Remembered | undefined, choice: ModelChoice): string {
  const by = known ? `the model ${known.name}` : "the local model of an earlier release";
  const same = known ? `start with ${known.options}` : `remove it`;
  return (
    `The data directory ${directory} has vectors of ${by}, which those of ${choiceName(choice)} do not compare with: ` +
    `${same}, or begin with another --data-dir`
  );
}
