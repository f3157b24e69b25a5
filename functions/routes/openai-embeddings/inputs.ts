import * as z from "zod/mini";
import { type FieldProblem, invalidRequest } from "../../../embedding/errors";
import { unicodeText } from "../../../embedding/text";
import { maxBodyBytes } from "../../http/content-encoding";
import { describeValue } from "../../http/validation";
import type { Decoded } from "./tokens";

/** The most inputs of one request: https://platform.openai.com/docs/api-reference/embeddings/create */
export const maxInputs = 2_048;

/** What is wrong with what can be no input. */
export const inputError = "must be a string or a list of them";

/** A text to embed, and the field of the request that it is in. */
export interface OpenaiInput {
  readonly field: string;
  readonly text: string;
}

/** A text that may be blank. */
const anyText = z.string().check(
  z.refine((value) => value !== "", { error: "must not be empty", abort: true }),
  ...unicodeText,
);

/** What tokens stand for. */
export type Decode = (tokens: readonly unknown[]) => Decoded;

/**
 * What a request is to embed: a text or tokens, or a list of either. Throws 422 that names the inputs which are invalid, for
 * all of which there is as much room as for texts that are sent as they are.
 */
export function readInputs(input: unknown, decode: Decode): OpenaiInput[] {
  const inputs: OpenaiInput[] = [];
  const problems: FieldProblem[] = [];
  let bytes = 0;
  for (const [field, value] of listed(input)) {
    const { text, problem } = readInput(field, value, decode);
    bytes += Buffer.byteLength(text ?? "");
    if (bytes > maxBodyBytes) throw tooLong(field);
    if (problem) problems.push(problem);
    else inputs.push({ field, text });
  }
  if (problems.length > 0) throw invalidRequest(problems);
  return inputs;
}

type FieldValue = readonly [field: string, value: unknown];

/** The inputs one by one, all of them texts or all of them lists. */
function listed(input: unknown): FieldValue[] {
  if (typeof input === "string" || isTokens(input)) return [["input", input]];
  if (!Array.isArray(input)) throw invalid("input", `${inputError}${describeValue(input)}`);
  if (input.length < 1 || input.length > maxInputs) {
    throw invalid("input", `must have 1 to ${maxInputs} inputs and has ${input.length}`);
  }
  const fields = input.map((value, index): FieldValue => [`input.${index}`, value]);
  const kind = Array.isArray(input[0]) ? "a list of tokens, as input.0 is" : "a string";
  const others = fields.filter(([, value]) =>
    Array.isArray(input[0]) ? !Array.isArray(value) : typeof value !== "string",
  );
  if (others.length > 0) {
    throw invalidRequest(
      others.map(([field, value]) => ({ field, message: `must be ${kind}${describeValue(value)}` })),
    );
  }
  return fields;
}

/** Whether it is one input that came as its tokens. */
function isTokens(input: unknown): input is readonly unknown[] {
  return Array.isArray(input) && typeof input[0] === "number";
}

type Read =
  | { readonly text: string; readonly problem?: undefined }
  | { readonly text?: undefined; readonly problem: FieldProblem };

function readInput(field: string, value: unknown, decode: Decode): Read {
  let given = value;
  if (Array.isArray(value) && value.length > 0) {
    const { text, problem } = decode(value);
    if (problem) {
      const { index, message } = problem;
      return { problem: { field: `${field}.${index}`, message: `${message}${describeValue(value[index])}` } };
    }
    given = text;
  }
  if (Array.isArray(given)) return { problem: { field, message: "must have one token at least" } };
  const { data, error } = anyText.safeParse(given);
  return error ? { problem: { field, message: error.issues[0]?.message ?? "" } } : { text: data };
}

function invalid(field: string, message: string) {
  return invalidRequest([{ field, message }]);
}

function tooLong(field: string) {
  return invalid(field, `is beyond the ${maxBodyBytes} bytes of text that one request has: send fewer inputs`);
}
