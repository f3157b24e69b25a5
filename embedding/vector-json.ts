import type { Vector } from "./vector";

/** What JavaScript's `JSON` has and TypeScript does not know yet: https://github.com/tc39/proposal-json-parse-with-source */
declare global {
  interface JSON {
    /** What `stringify` writes as this text. */
    rawJSON(text: string): unknown;
  }
}

/** The JSON text of an object, in two: the vector in its field `embedding`, and the rest, with `[]` for it. */
export interface SplitText {
  readonly vector: string;
  readonly rest: string;
}

/** Splits the JSON text of an object, where it is beyond doubt which array is the vector; undefined where it is not. */
export function splitVector(json: string): SplitText | undefined {
  const field = /"embedding"\s*:\s*(?=\[)/.exec(json);
  if (!field) return undefined;
  const start = field.index + field[0].length;
  const end = json.indexOf("]", start) + 1;
  const rest = `${json.slice(0, start)}[]${json.slice(end)}`;
  // Another field of that name, also where one of its letters is escaped, from b = \u0062 to n = \u006e.
  if (json.includes('"embedding"', start) || rest.includes("\\u006")) return undefined;
  return { vector: json.slice(start, end), rest };
}

/** The longest vector of any model, and of S3 Vectors. */
const maxDimension = 4_096;

/** A JSON number with so few digits before the point and in the exponent that it cannot be infinite. */
const number = /-?(?:0|[1-9]\d{0,15})(?:\.\d+)?(?:[eE][+-]?\d\d?)?/.source;

/**
 * Vectors by what stands between their numbers, as most writers of JSON have it, and by length: V8 compiles an expression
 * for the machine once it has been used.
 */
const vectors = { ",": new Map<number, RegExp>(), ", ": new Map<number, RegExp>() };

/** Whether a text is the JSON array of so many finite numbers. False is also the answer to what is hard to tell. */
export function isVectorText(text: string, length: number): boolean {
  if (length < 1 || length > maxDimension) return false;
  // Where the expression itself tells them apart, it takes half as long again.
  const separator = text.includes(" ") ? ", " : ",";
  const pattern =
    vectors[separator].get(length) ?? new RegExp(`^\\[${number}(?:${separator}${number}){${length - 1}}\\]$`);
  vectors[separator].set(length, pattern);
  return pattern.test(text);
}

/** The JSON texts of so many vectors of a length, where it is beyond doubt which arrays of a text they are. */
export function vectorTexts(json: string, count: number, length: number): readonly string[] | undefined {
  const texts = (json.match(/\[[^[\]{}"]*\]/g) ?? []).filter((text) => isVectorText(text, length));
  return texts.length === count ? texts : undefined;
}

/** Stands for a vector in a text, where nothing else can be so written: no `stringify` escapes a slash. */
const placeholder = '"\\/"';
const rawPlaceholder = JSON.rawJSON(placeholder);

/** A value as JSON, with the vectors in it as they came where that is known. */
export function toJson(value: object): string {
  const vectors: string[] = [];
  const json = JSON.stringify(value, (_, field) => {
    const text = Array.isArray(field) ? (field as Vector).json : undefined;
    if (text === undefined) return field;
    vectors.push(text);
    return rawPlaceholder;
  });
  const [first = "", ...parts] = json.split(placeholder);
  return first + parts.map((part, index) => `${vectors[index]}${part}`).join("");
}
