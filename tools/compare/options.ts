import { checkedUrl, connectionOptions } from "../api/connection";
import { type Command, freeText, integer, type Option } from "../command/arguments";
import { CommandError } from "../command/command-error";
import { jsonOption } from "../command/json-option";

const atLeast: Option<number> = {
  help: "the least cosine similarity that two vectors of a text may have",
  placeholder: "COSINE",
  default: 0.999,
  parse: (text) => {
    const value = Number(text);
    if (/^[\d.]+$/.test(text) && value > 0 && value <= 1) return value;
    throw new CommandError("set it to a number above 0, up to 1, such as 0.999");
  },
};

const options = {
  ...connectionOptions,
  with: freeText(
    "the other service's base URL, as OpenAI's clients take it, whose key is OPENAI_API_KEY; by default OPENAI_BASE_URL",
    { placeholder: "URL", default: undefined, check: (url) => checkedUrl(url, baseUrl) },
  ),
  model: freeText("what both call the model; required", { placeholder: "NAME", default: undefined }),
  dimensions: integer("how many numbers to ask both for; what each answers by default if left out", {
    min: 1,
    max: 10_000,
    default: undefined,
  }),
  "at-least": atLeast,
  json: jsonOption,
};

/** What the URL of the other service is. */
export const baseUrl = "its base URL, such as https://abc123.execute-api.us-east-1.amazonaws.com/api/v1";

/** `npm run compare`. */
export const compareCommand = {
  name: "npm run compare --",
  operands: "[FILE]",
  description:
    "Compares the vectors that this service and another with OpenAI's interface make of the same texts: the lines of a file, or a few of its own.",
  options,
  notes: ["It ends with 0 where all are similar enough, with 1 where some are not, and with 2 where it cannot tell."],
} satisfies Command<typeof options>;
