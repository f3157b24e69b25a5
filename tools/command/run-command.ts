import { withoutApiKeys } from "../../common/api-key";
import { errorCode, errorStack } from "../../common/caught-error";
import { DocumentError } from "../../documents/document-error";
import { type Arguments, type Command, helpText, type Options, parseArguments } from "./arguments";
import { CommandError } from "./command-error";
import { Interrupted } from "./interrupted";
import { printableText } from "./printable";
import { refuseSwallowedOptions } from "./swallowed-options";

/** The exit status of a command that SIGINT ended. */
export const interruptedStatus = 130;

/** The exit status of a program that SIGPIPE ended. */
const brokenPipeStatus = 141;

/**
 * What a command does, to its exit status. The signal asks it to end, which it may do by {@link Interrupted}; one that takes
 * no signal is ended by the system.
 */
export type Run<Table extends Options> = (given: Arguments<Table>, signal: AbortSignal) => Promise<number>;

/**
 * Runs a command with the arguments of the process, to its exit status: `errorStatus` where it throws, with one line for
 * an error of the caller's and the stack for any other, which is ours.
 */
export function runCommand<Table extends Options>(command: Command<Table>, run: Run<Table>, errorStatus: number): void {
  process.stdout.on("error", endWithoutReader);
  process.stderr.on("error", endWithoutReader);
  exitStatus(command, run).then(
    (status) => {
      process.exitCode = status;
    },
    (error: unknown) => {
      // Which may have been given as something else, such as --auth.
      console.error(withoutApiKeys(`error: ${describeError(error)}`));
      process.exitCode = errorStatus;
    },
  );
}

async function exitStatus<Table extends Options>(command: Command<Table>, run: Run<Table>): Promise<number> {
  const args = process.argv.slice(2);
  refuseSwallowedOptions(Object.keys(command.options), args, process.env);
  const given = parseArguments(command, args);
  if (!given) {
    console.log(helpText(command));
    return 0;
  }
  const interrupt = new AbortController();
  // For good: on Ctrl-C the terminal sends a signal to this process, and npm sends it once more.
  if (run.length > 1) process.on("SIGINT", () => interrupt.abort(new Interrupted()));
  try {
    return await run(given, interrupt.signal);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    console.error("Interrupted: run the same command again to go on");
    return interruptedStatus;
  }
}

/** Who reads may have enough, as `head` has: other programs are ended by the system then. */
function endWithoutReader(error: Error): never {
  if (errorCode(error) !== "EPIPE") throw error;
  process.exit(brokenPipeStatus);
}

function describeError(error: unknown): string {
  if (error instanceof CommandError || error instanceof DocumentError) return printableText(error.message);
  return errorStack(error);
}
