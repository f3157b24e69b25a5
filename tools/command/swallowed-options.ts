import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";

/** Options of npm's own too, which may be set for all of its commands. */
const alsoOfNpm = ["json", "quiet", "help"];

/** What npm's log has for `--quiet`. */
const npmsQuiet = '"--loglevel" "warn"';

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
    const first = before.findIndex((one) => names.some((name) => one === `--${name}` || one.startsWith(`--${name}=`)));
    if (first === -1) return undefined;
    const call = before.slice(0, first).filter((one) => !one.startsWith("-"));
    const rest = written.slice(first).filter((one) => one !== "--");
    return ["npm", ...call, "--", ...rest].join(" ");
  }
  const taken = names.flatMap((name) => {
    const { [`npm_config_${name.replaceAll("-", "_")}`]: value } = environment;
    if (!value || alsoOfNpm.includes(name)) return [];
    return [`--${name}${value === "true" ? "" : `=${value}`}`];
  });
  if (taken.length === 0) return undefined;
  return ["npm", ...(command === "run-script" ? ["run"] : []), script, "--", ...taken, ...args].join(" ");
}

/** What npm, which runs this process, was called with, by its log; undefined where it keeps none that can be found. */
function writtenArguments(): string[] | undefined {
  try {
    const opened = `/proc/${process.ppid}/fd`;
    const log = readdirSync(opened)
      .map((file) => readlinkSync(join(opened, file)))
      .find((file) => /_logs\/.*-debug-0\.log$/.test(file));
    const [, written] = /^\d+ verbose argv (.*)$/m.exec(log ? readFileSync(log, "utf8") : "") ?? [];
    return written && JSON.parse(`[${written.replace(npmsQuiet, '"--quiet"').replaceAll('" "', '", "')}]`);
  } catch {
    return undefined;
  }
}
