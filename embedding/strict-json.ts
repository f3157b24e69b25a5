import { EmbeddingError } from "./errors";

/** More values than any valid request has that is not of tokens. Naming that many invalid ones would take a function all of its memory. */
const defaultMaxValues = 100_000;

/** What JSON a body may have. */
export interface JsonOptions {
  /** @default 100,000 */
  readonly maxValues?: number | undefined;
  /**
   * Whether an integer may lose digits, where no field has so many and unknown ones are ignored.
   * @default false
   */
  readonly rounds?: boolean;
}

/**
 * The value of a body's JSON text. Throws 400 where it is not valid, has too many values, or has
 * what would silently be dropped or altered: a key twice, one that means something else to JavaScript, an integer of
 * which a 64-bit float does not keep the digits.
 */
export function parseJson(text: string, options: JsonOptions = {}): unknown {
  const value = parse(text);
  refuseWhatIsNotKept(text, options);
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw malformed(`is not valid JSON${whereAndWhy(error)}`);
  }
}

/** The error of a body, of which the message says what is wrong. */
function malformed(message: string): EmbeddingError {
  return new EmbeddingError("malformed_body", `The body ${message}.`, { errors: [{ field: "", message }] });
}

/** What V8 says of a text that is no JSON, without the part of the text that it quotes. */
function whereAndWhy(error: unknown): string {
  const [, why] = /^([A-Z].*?)(, (\.{3})?".*)?$/s.exec(error instanceof Error ? error.message : "") ?? [];
  return why === undefined ? "" : `: ${why.replace(" in JSON", "")}`;
}

/** Walks over a text that is known to be valid JSON, from string to string. */
function refuseWhatIsNotKept(text: string, { maxValues = defaultMaxValues, rounds = false }: JsonOptions): void {
  const objects: Set<string>[] = [];
  let values = 1;
  for (let position = 0; position < text.length; position++) {
    const character = text[position] ?? "";
    if (character === "{") objects.push(new Set());
    else if (character === "}") objects.pop();
    else if (character === ",") {
      values++;
      if (values > maxValues) throw malformed(`has more than ${maxValues} values`);
    } else if (character === '"') {
      const start = position;
      position = endOfString(text, start);
      if (!isKey(text, position)) continue;
      const key: string = JSON.parse(text.slice(start, position + 1));
      const keys = objects.at(-1);
      if (keys?.has(key) || key === "__proto__") {
        const problem = key === "__proto__" ? 'the key "__proto__"' : "the same key twice in an object";
        throw malformed(`has ${problem}`);
      }
      keys?.add(key);
    } else if (character === "-" || (character >= "0" && character <= "9")) {
      const literal = numberAt(text, position);
      if (!rounds && isRounded(literal)) {
        throw malformed(`has the number ${literal.slice(0, 40)}, which would be rounded: send it as a string`);
      }
      position += literal.length - 1;
    }
  }
}

function numberAt(text: string, position: number): string {
  numberLiteral.lastIndex = position;
  return numberLiteral.exec(text)?.[0] ?? "";
}

const numberLiteral = /-?[\d.eE+-]+/y;

/** Whether a number is an integer that would be answered with other digits, such as many an id of a database. */
function isRounded(literal: string): boolean {
  return (
    literal.length > 15 && /^-?\d+$/.test(literal) && significant(literal) !== significant(String(Number(literal)))
  );
}

/** The digits of a number without its sign, its point, the zeros at its end and its exponent. */
function significant(number: string): string {
  return number.replace(/e.*|[.-]/g, "").replace(/0+$/, "");
}

/** The position of the quote that ends the string which starts at `start`. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

function isEscaped(text: string, position: number): boolean {
  let backslashes = 0;
  while (text[position - 1 - backslashes] === "\\") backslashes++;
  return backslashes % 2 === 1;
}

/** Whether the string that ends at `end` is a key: a colon follows. */
function isKey(text: string, end: number): boolean {
  let next = end + 1;
  while (" \t\r\n".includes(text[next] ?? "x")) next++;
  return text[next] === ":";
}
