import { CommandError } from "./command-error";

/** Runs a command to its exit status: one line for an error of the caller's, the stack for any other, which is ours. */
export function runCommand(command: () => Promise<number>): void {
  command().then(
    (status) => {
      process.exitCode = status;
    },
    (error: unknown) => {
      console.error(`error: ${error instanceof CommandError ? error.message : (error as Error).stack}`);
      process.exitCode = 1;
    },
  );
}
