import { parseArgs } from "node:util";
import { CommandError } from "./command-error";

/** An option of a command: without `parse` it takes no value, and is true or false. */
export interface Option<Value> {
  /** What the help says of it. */
  readonly help: string;
  /** What the help calls its value; empty for an option that takes none. */
  readonly placeholder: string;
  /** The value where the option is not given. */
  readonly default: Value;
  /** The value of what was written. Throws a {@link CommandError} that says what it must be instead. */
  readonly parse?: (text: string) => Value;
  /**
   * Whether it may be given more than once: its value is a list, and `parse` makes that of one of them.
   * @default the last one counts
   */
  readonly isList?: boolean;
}

/** The options of a command by their names, without hyphens. */
export type Options = Record<string, Option<unknown>>;

/** The values of options. */
export type OptionValues<Table extends Options> = {
  readonly [Name in keyof Table]: Table[Name] extends Option<infer Value> ? Value : never;
};

/** What a command takes. */
export interface Command<Table extends Options> {
  /** How it is called, such as `npm run ingest --`. */
  readonly name: string;
  /** What it does, in a sentence or more. */
  readonly description: string;
  /**
   * What the help calls the arguments that are no options.
   * @default there must be none
   */
  readonly operands?: string;
  readonly options: Table;
  /**
   * Lines below the options.
   * @default none
   */
  readonly notes?: readonly string[];
}

/** What a command was given. */
export interface Arguments<Table extends Options> {
  readonly options: OptionValues<Table>;
  readonly operands: readonly string[];
}

/**
 * Parses the arguments of a command; undefined where they ask for help. An option that is given twice has its last
 * value, or a list of both. Throws a {@link CommandError}.
 */
export function parseArguments<Table extends Options>(
  command: Command<Table>,
  args: readonly string[],
): Arguments<Table> | undefined {
  const { options, name } = command;
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      Object.entries(options).map(([option, { parse }]) => [option, { type: parse ? "string" : "boolean" }] as const),
    ),
    // Whose own messages are of several lines.
    strict: false,
    tokens: true,
  });
  if (tokens.some((token) => token.kind === "option" && (token.name === "help" || token.rawName === "-h"))) {
    return undefined;
  }
  const values = Object.fromEntries(Object.entries(options).map(([option, { default: value }]) => [option, value]));
  const operands: string[] = [];
  for (const token of tokens) {
    if (token.kind === "option-terminator") continue;
    if (token.kind === "positional") operands.push(token.value);
    else if (!Object.hasOwn(options, token.name)) {
      const names = Object.keys(options).map((option) => `--${option}`);
      throw new CommandError(`${token.rawName} is no option: there are ${names.join(", ")}, see ${name} --help`);
    } else {
      const option = options[token.name] as Option<unknown>;
      const value = parsedValue(token.name, option, token.value);
      values[token.name] = option.isList ? [values[token.name], value].flat() : value;
    }
  }
  if (command.operands === undefined && operands.length > 0) {
    throw new CommandError(`${JSON.stringify(operands[0])} is no option: see ${name} --help`);
  }
  return { options: values as OptionValues<Table>, operands };
}

function parsedValue(name: string, { placeholder, parse }: Option<unknown>, text: string | undefined): unknown {
  if (!parse) {
    if (text !== undefined) throw new CommandError(`--${name} takes no value: leave out "=${text}"`);
    return true;
  }
  // A hyphen first is the next option, where the value is missing.
  if (!text || /^--?[a-z]/.test(text)) {
    throw new CommandError(`--${name} has no value: write --${name} ${placeholder}, or --${name}=${placeholder}`);
  }
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new CommandError(`--${name} is ${JSON.stringify(text)}: ${error.message}`);
  }
}

/** The help of a command. */
export function helpText({ name, operands, description, options, notes = [] }: Command<Options>): string {
  const rows = Object.entries(options).map(([option, { placeholder, help, default: value }]) => {
    const shown = typeof value === "number" || (typeof value === "string" && value !== "") ? ` (${value})` : "";
    return [`--${option}${placeholder && ` ${placeholder}`}`, `${help}${shown}`] as const;
  });
  const all = [...rows, ["--help", "print this"] as const];
  const width = Math.max(...all.map(([option]) => option.length));
  return [
    `Usage: ${[name, operands, "[options]"].filter(Boolean).join(" ")}`,
    "",
    description,
    "",
    ...all.map(([option, help]) => `  ${option.padEnd(width)}  ${help}`),
    ...(notes.length > 0 ? ["", ...notes] : []),
  ].join("\n");
}

/** An option that is given or not. */
export function flag(help: string): Option<boolean> {
  return { help, placeholder: "", default: false };
}

/** An option whose value is a text, which `check` may refuse or alter. */
export function freeText<Default extends string | undefined>(
  help: string,
  args: { readonly placeholder: string; readonly default: Default; readonly check?: (text: string) => string },
): Option<Default | string> {
  const { placeholder, check = (value: string) => value } = args;
  return { help, placeholder, default: args.default, parse: check };
}

/** An option that may be given more than once, and has all texts that it was given, each of which `check` may refuse or alter. */
export function repeatable(
  help: string,
  args: { readonly placeholder: string; readonly check?: (text: string) => string },
): Option<readonly string[]> {
  const { placeholder, check = (value: string) => value } = args;
  return { help, placeholder, default: [], parse: (text) => [check(text)], isList: true };
}

/** An option whose value is one of a few. */
export function choice<const Value extends string, Default extends Value | undefined>(
  help: string,
  args: { readonly values: readonly Value[]; readonly default: Default },
): Option<Value | Default> {
  const { values } = args;
  const parse = (written: string) => {
    const value = values.find((candidate) => candidate === written);
    if (value === undefined) throw new CommandError(`set it to one of ${values.join(", ")}`);
    return value;
  };
  return { help, placeholder: values.join("|"), default: args.default, parse };
}

/** The numbers that an option takes, and its default. */
interface Range<Default> {
  readonly min: number;
  readonly max: number;
  readonly default: Default;
}

/** An option whose value is a whole number of a range. */
export function integer<Default extends number | undefined>(
  help: string,
  range: Range<Default>,
): Option<number | Default> {
  return numeric(help, range, { written: /^\d+$/, named: "a whole number" });
}

/** An option whose value is a number of a range, whole or not. */
export function decimal<Default extends number | undefined>(
  help: string,
  range: Range<Default>,
): Option<number | Default> {
  return numeric(help, range, { written: /^-?\d*\.?\d+$/, named: "a number" });
}

function numeric<Default extends number | undefined>(
  help: string,
  { min, max, ...args }: Range<Default>,
  { written, named }: { readonly written: RegExp; readonly named: string },
): Option<number | Default> {
  const parse = (text: string) => {
    const value = Number(text);
    if (written.test(text) && value >= min && value <= max) return value;
    throw new CommandError(`set it to ${named} from ${min} to ${max}`);
  };
  return { help, placeholder: "N", default: args.default, parse };
}
