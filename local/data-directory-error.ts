import { RunError } from "@pulumi/pulumi/errors";
import { errorCode, errorMessage } from "../common/caught-error";
import { describeShortage, shortageOf } from "./shortage";

/** SQLite's primary codes of a database that another process has, or that is damaged. https://www.sqlite.org/rescode.html */
const busy = 5;
const damaged = [11, 26];

/** Why a folder of the data directory cannot be used, or a database in it, and what to do. */
export function dataDirectoryError(directory: string, error: unknown): Error {
  const shortage = shortageOf(error);
  if (shortage) return new RunError(describeShortage(shortage, directory));
  const { errcode = 0 } = error as { readonly errcode?: number };
  const code = errcode & 0xff;
  const another = "start with another --data-dir";
  if (code === busy) {
    return new RunError(
      `The data directory ${directory} is in use by another local deployment: stop that one, or ${another}`,
    );
  }
  if (damaged.includes(code)) {
    return new RunError(
      `The data directory ${directory} cannot be used (${errorMessage(error)}): remove it, or ${another}`,
    );
  }
  // Such as one on a medium that is read-only: what it has is not to be removed.
  const reason = errorCode(error) === "ERR_SQLITE_ERROR" ? errorMessage(error) : errorCode(error);
  return new RunError(
    `The data directory ${directory} cannot be written (${reason}): let it be written, or ${another}`,
  );
}
