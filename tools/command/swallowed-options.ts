import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { CommandError } from "./command-error";
import { shellQuoted } from "./shell-quoted";

/** Options of npm's own too, which may be set for all of its commands, or are always. */
const alsoOfNpm = ["json", "quiet", "help", "prefix", "include", "yes"];

/** What npm's log has for options that are short forms of npm's own. */
const shortForms = { '"--loglevel" "warn"': '"--quiet"', '"--no-global"': '"--local"' };

/** Throws a {@link CommandError} with the right call where npm has kept options to itself that a command was meant to have. */
export function refuseSwallowedOptions(
  names: readonly string[],
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): void {
  const meant = swallowedOptions(names, args, environment);
  if (meant) throw new CommandError(`npm has kept options to itself: write two hyphens before them, ${meant}`);
}

/**
 * The call that a user meant who wrote `npm start --port 80`, of which npm keeps the option to itself for want of two hyphens;
 * undefined where npm has kept none of these. npm hands on in the environment what it took for an option of its own, but
 * neither what it took for a short form of one (`--auth`) nor the order; its log, where there is one, has all arguments.
 * https://docs.npmjs.com/cli/v11/commands/npm-run-script
 */
export function swallowedOptions(
  names: readonly string[],
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): string | undefined {
  const { npm_lifecycle_event: script, npm_command: command = "" } = environment;
  if (script === undefined) return undefined;
  const written = writtenArguments();
  if (written) {
    const before = written.includes("--") ? written.slice(0, written.indexOf("--")) : written;
    // What stands before the script is for npm, as in npm --prefix FOLDER run ingest.
    const called = before.indexOf(script);
    const first = before.findIndex((one, index) => index > called && isOneOf(names, one));
    if (first === -1) return undefined;
    const rest = written.slice(first).filter((one) => one !== "--");
    return ["npm", ...before.slice(0, first), "--", ...rest].map(shellQuoted).join(" ");
  }
  const taken = names.flatMap((name) => {
    const { [`npm_config_${name.replaceAll("-", "_")}`]: value } = environment;
    if (!value || alsoOfNpm.includes(name)) return [];
    return [`--${name}${value === "true" ? "" : `=${value}`}`];
  });
  if (taken.length === 0) return undefined;
  return ["npm", ...(command === script ? [] : ["run"]), script, "--", ...taken, ...args].map(shellQuoted).join(" ");
}

function isOneOf(names: readonly string[], argument: string): boolean {
  return names.some((name) => argument === `--${name}` || argument.startsWith(`--${name}=`));
}

/** What npm, which runs this process, was called with, by its log; undefined where it keeps none that can be found. */
function writtenArguments(): string[] | undefined {
  try {
    const opened = `/proc/${process.ppid}/fd`;
    const log = readdirSync(opened)
      .map((file) => readlinkSync(join(opened, file)))
      .find((file) => /_logs\/.*-debug-0\.log$/.test(file));
    const [, written] = /^\d+ verbose argv (.*)$/m.exec(log ? readFileSync(log, "utf8") : "") ?? [];
    const typed = Object.entries(shortForms).reduce((line, [long, short]) => line?.replace(long, short), written);
    return typed && JSON.parse(`[${typed.replaceAll('" "', '", "')}]`);
  } catch {
    return undefined;
  }
}
