import { isKeyName, keyNameRule } from "../../common/api-key";
import { endOfDay } from "../../common/end-of-day";
import { type Command, freeText } from "../command/arguments";
import { CommandError } from "../command/command-error";
import { jsonOption } from "../command/json-option";

const options = {
  name: freeText("whose key it is, such as team-a; required", {
    placeholder: "NAME",
    default: undefined,
    check: (text) => (isKeyName(text) ? text : refuse(keyNameRule)),
  }),
  routes: freeText("what it may call, such as search,generate; all that is not public if left out", {
    placeholder: "ROUTES",
    default: undefined,
    check: (text) =>
      /^[a-z\d-]+(,[a-z\d-]+)*$/.test(text)
        ? text
        : refuse("names of routes with commas between, as in search,generate"),
  }),
  expires: freeText("the last day on which it works, in UTC; for ever if left out", {
    placeholder: "YYYY-MM-DD",
    default: undefined,
    check: day,
  }),
  json: jsonOption,
};

/** `npm run key`. */
export const keyCommand = {
  name: "npm run key --",
  description: "Makes a key for the API, and prints it once, with the lines for the service's stack file.",
  options,
} satisfies Command<typeof options>;

function refuse(what: string): never {
  throw new CommandError(`set it to ${what}`);
}

function day(text: string): string {
  const end = endOfDay(text)?.getTime();
  if (end === undefined) refuse("a day that there is, such as 2027-01-31");
  return end > Date.now() ? text : refuse("a day that is not over");
}
