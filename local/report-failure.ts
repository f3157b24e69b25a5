import { RunError } from "@pulumi/pulumi/errors";
import { withoutApiKeys } from "../common/api-key";
import { errorStack } from "../common/caught-error";
import { CommandError } from "../tools/command/command-error";
import { describeShortage, pathOf, shortageOf } from "./shortage";
import { sourceErrors } from "./source-errors";

/** Says why a command ends and lets it fail: a `RunError`, a {@link CommandError} or an error in a source is for the user to correct, any other needs its stack to be found. */
export function reportFailure(error: unknown): void {
  console.error(withoutApiKeys(`error: ${describeFailure(error)}`));
  process.exitCode = 1;
}

function describeFailure(error: unknown): string {
  if (RunError.isInstance(error) || error instanceof CommandError) return error.message;
  const inSources = sourceErrors(error);
  if (inSources) return inSources;
  const shortage = shortageOf(error);
  return shortage ? describeShortage(shortage, pathOf(error) ?? "what it writes") : errorStack(error);
}
