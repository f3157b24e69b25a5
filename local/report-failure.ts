import { RunError } from "@pulumi/pulumi/errors";
import { errorStack } from "../common/caught-error";
import { CommandError } from "../tools/command/command-error";

/** Says why a command ends and lets it fail: a `RunError` or {@link CommandError} is for the user to correct, any other needs its stack to be found. */
export function reportFailure(error: unknown): void {
  const isTheirs = RunError.isInstance(error) || error instanceof CommandError;
  console.error(`error: ${isTheirs ? error.message : errorStack(error)}`);
  process.exitCode = 1;
}
