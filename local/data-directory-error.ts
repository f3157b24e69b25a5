import { RunError } from "@pulumi/pulumi/errors";
import { describeShortage, shortageOf } from "./shortage";

/** Why a database in the data directory cannot be used, and what to do. */
export function dataDirectoryError(directory: string, error: unknown): Error {
  const shortage = shortageOf(error);
  if (shortage) return new RunError(describeShortage(shortage, directory));
  return new RunError(
    /locked/.test(String(error))
      ? `The data directory ${directory} is in use by another local deployment: stop that one, or set LOCAL_DATA_DIR`
      : `The data directory ${directory} cannot be used (${String(error)}): remove it, or set LOCAL_DATA_DIR to another`,
  );
}
