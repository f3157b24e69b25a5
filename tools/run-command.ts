import { CommandError } from "./command-error";

/**
 * Runs a command to its exit status, which is `errorStatus` where it throws: one line for an error of the caller's, the
 * stack for any other, which is ours.
 */
export function runCommand(command: () => Promise<number>, errorStatus = 1): void {
  command().then(
    (status) => {
      process.exitCode = status;
    },
    (error: unknown) => {
      console.error(`error: ${error instanceof CommandError ? error.message : (error as Error).stack}`);
      process.exitCode = errorStatus;
    },
  );
}
