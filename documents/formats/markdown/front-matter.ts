import { isObject } from "../../../embedding/is-object";

/** What a document says about itself before its text. */
interface FrontMatter {
  /** Nothing where it is not valid. */
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Where it ends, in UTF-16 code units; 0 where there is none. */
  readonly end: number;
}

/** Lines between two of dashes, in YAML, or of plus signs, in TOML; dots end them too, as they end YAML. */
const frontMatter = /^(---|\+\+\+)[ \t]*\r?\n(?:([\s\S]*?)\r?\n)??(?:\1|\.\.\.)[ \t]*(?:\r?\n|$)/;

/** A line of YAML with a key that is not indented, and a value. */
const keyAndValue = /^([^\s#:][^:\n]*:[ \t]+)(\S.*)$/gm;

/** Reads what a document begins with. */
export async function readFrontMatter(text: string): Promise<FrontMatter> {
  const [whole = "", fence, content = ""] = frontMatter.exec(text) ?? [];
  if (fence === undefined) return { metadata: {}, end: 0 };
  const value = await (fence === "---" ? fromYaml(content) : fromToml(content)).catch(() => undefined);
  // Which is a text between two lines.
  if (typeof value === "string") return { metadata: {}, end: 0 };
  return { metadata: isObject(value) ? value : {}, end: whole.length };
}

/** A value that is not valid, such as one with a colon in it that is not quoted, is taken as it is written. */
async function fromYaml(text: string): Promise<unknown> {
  const { parse } = await import("yaml");
  const parsed = (yaml: string): { readonly value: unknown } | undefined => {
    try {
      return { value: parse(yaml, { logLevel: "error", uniqueKeys: false }) };
    } catch {
      return undefined;
    }
  };
  const whole = parsed(text);
  if (whole) return whole.value;
  const quoted = text.replace(keyAndValue, (line, key, value) => (parsed(line) ? line : key + JSON.stringify(value)));
  return parse(quoted, { logLevel: "silent", uniqueKeys: false });
}

async function fromToml(text: string): Promise<unknown> {
  // With its dates as they are written.
  return JSON.parse(JSON.stringify((await import("smol-toml")).parse(text)));
}
