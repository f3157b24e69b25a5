import { RunError } from "@pulumi/pulumi/errors";
import { errorStack } from "../common/caught-error";

/** Says why a command ends and lets it fail: a `RunError` is for the user to correct, any other needs its stack to be found. */
export function reportFailure(error: unknown): void {
  console.error(`error: ${RunError.isInstance(error) ? error.message : errorStack(error)}`);
  process.exitCode = 1;
}
