import { parserLimits } from "../../../documents/apart/parser-limits";
import { formats } from "../../../documents/formats";
import { leftOutReasons } from "../../../documents/left-out";
import { startCommand } from "../../../local/start-options";
import { compareCommand } from "../../../tools/compare/options";
import { ingestCommand } from "../../../tools/ingest/options";
import { keyCommand } from "../../../tools/key/options";
import { reindexCommand } from "../../../tools/reindex/options";
import { searchCommand } from "../../../tools/search/options";
import { deleteCommand, getCommand, listCommand, statsCommand } from "../../../tools/stored/commands";
import { code, markdownTable } from "../markdown";

/** What the table reads of a command. */
interface Command {
  readonly options: Readonly<
    Record<string, { readonly help: string; readonly placeholder: string; readonly default: unknown }>
  >;
}

/** The options of a command, as its help has them. */
function optionsTable({ options }: Command): string {
  return markdownTable(
    ["option", "default", "what it does"],
    Object.entries(options).map(([name, { help, placeholder, default: value }]) => [
      code(placeholder ? `--${name} ${placeholder}` : `--${name}`),
      typeof value === "number" || (typeof value === "string" && value !== "") ? code(String(value)) : "",
      help.charAt(0).toUpperCase() + help.slice(1),
    ]),
  );
}

/** Why files are left out. */
function leftOutTable(): string {
  const rows = Object.entries(leftOutReasons).toSorted(
    ([, one], [, other]) => Number(other.isFault) - Number(one.isFault),
  );
  return markdownTable(
    ["reason", "what it is said of", "fault", "keeps from pruning"],
    rows.map(([reason, { says, isFault, mayBeStored }]) => [
      code(reason),
      says,
      isFault ? "yes" : "",
      mayBeStored ? "yes" : "",
    ]),
  );
}

/** What the parsing of a file may take, by its format. */
function parserLimitsTable(): string {
  const { seconds, heapMb } = parserLimits;
  return markdownTable(
    ["format", "size of a file", "time to parse it", "memory"],
    formats.flatMap((format) => {
      if (!("read" in format) || !format.isApart || !format.maxBytes) return [];
      return [[format.name, `${format.maxBytes / 1e6} MB`, `${seconds} s`, `${heapMb} MB`]];
    }),
  );
}

/** The options of the commands for users. */
export const commandTables = {
  "ingest-options": () => optionsTable(ingestCommand),
  "search-options": () => optionsTable(searchCommand),
  "list-options": () => optionsTable(listCommand),
  "get-options": () => optionsTable(getCommand),
  "stats-options": () => optionsTable(statsCommand),
  "delete-options": () => optionsTable(deleteCommand),
  "compare-options": () => optionsTable(compareCommand),
  "key-options": () => optionsTable(keyCommand),
  "left-out-reasons": leftOutTable,
  "parser-limits": parserLimitsTable,
  "reindex-options": () => optionsTable(reindexCommand),
  "start-options": () => optionsTable(startCommand({})),
};
