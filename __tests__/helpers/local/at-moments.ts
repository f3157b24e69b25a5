import { join } from "node:path";

/** What is done at a moment of a start: a signal is sent to the server, or a file written. */
export type AtMoment = { readonly signal: NodeJS.Signals } | { readonly file: string; readonly text: string };

/**
 * The environment in which `npm start` is started so that this is done at these moments, in each case before the server goes on:
 * "begin", "load MODULE" as it is required, "listening", and "write FILE" by its name alone. First those of the server, then those of
 * each process that takes its place.
 */
export function atMoments(...processes: readonly Readonly<Record<string, AtMoment>>[]): Record<string, string> {
  return {
    NODE_OPTIONS: `--require ${join(__dirname, "at-moment.cjs")}`,
    AT_MOMENT: JSON.stringify(processes),
  };
}
