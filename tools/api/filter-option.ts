import { parsedJson } from "../../common/parsed-json";
import { filterProblem, type IndexFilter } from "../../embedding/index/filter";
import { isObject } from "../../embedding/is-object";
import type { Option } from "../command/arguments";
import { CommandError } from "../command/command-error";

/** The option `--filter`, of which `what` says what it is about. */
export function filterOption(what: string): Option<IndexFilter | undefined> {
  return {
    help: `${what}, by their metadata: NAME=VALUE, or a filter of the API as JSON`,
    placeholder: "FILTER",
    default: undefined,
    parse: parseFilter,
  };
}

function parseFilter(text: string): IndexFilter {
  const value = text.startsWith("{") ? parsedJson(text) : conditionOf(text);
  if (!isObject(value)) throw new CommandError('write it as NAME=VALUE, or as JSON, such as {"lang":"en"}');
  const problem = filterProblem(value);
  if (problem) throw new CommandError([problem.path.join("."), problem.message].filter(Boolean).join(" "));
  return value as IndexFilter;
}

/** A condition that is written as `NAME=VALUE`: numbers and true and false are none of text. */
function conditionOf(text: string): object | undefined {
  const [, name = "", value = ""] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === "") return undefined;
  const parsed = parsedJson(value);
  return { [name]: ["number", "boolean"].includes(typeof parsed) ? parsed : value };
}
